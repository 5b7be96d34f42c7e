import { getTranslations } from "next-intl/server";
import { approvePlan, proposePlan, publishPlan, solveAgain } from "@/app/_actions/plans";
import { cityDates } from "@/app/_shared/city-dates";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Icon, type IconName } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import type { Plan } from "@/lib/assignments/plans/queries";
import { type PlanStep, stepRefusal } from "@/lib/assignments/plans/rules";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import { planHref, plansHref } from "../../_components/address";
import { PlanMark } from "../../_components/marks";

type Props = { plan: Plan; viewer: Viewer; isClean: boolean };

/** The steps that this person can take now; each asks the same rule as its command. */
export async function PlanHead({ plan, viewer, isClean }: Props) {
  const t = await getTranslations("plans");
  const dates = await cityDates();
  const may = (step: PlanStep, right: Parameters<typeof can>[1]) =>
    can(viewer, right) && stepRefusal(plan, step, viewer) === null;
  const made = [
    t("hint.from", { day: dates.day(plan.startsOn) }),
    t("hint.madeBy", { name: plan.madeByName }),
    plan.approvedByName && t("hint.approvedBy", { name: plan.approvedByName }),
    plan.publishedByName && t("hint.publishedBy", { name: plan.publishedByName }),
  ];
  return (
    <PageHeader
      title={plan.name}
      badges={<PlanMark state={plan.state} />}
      subtitle={made.filter(Boolean).join(" · ")}
      breadcrumbs={[
        { label: t("nav.plans"), href: "/assignments" },
        { label: t("title.page"), href: plansHref() },
      ]}
      breadcrumbsLabel={t("nav.crumbs")}
      actions={
        <>
          {may("discard", "plans.manage") && (
            <ButtonLink variant="quiet" href={planHref(plan.id, { open: "discard" })}>
              {t("action.discard")}
            </ButtonLink>
          )}
          {may("arrange", "plans.manage") && (
            <ButtonLink icon="upload" href={planHref(plan.id, { open: "upload" })}>
              {t("action.upload")}
            </ButtonLink>
          )}
          {can(viewer, "plans.manage") && plan.versionNo > 0 && plan.state !== "DRAFT" && (
            // a file: no page to go to
            <a
              href={`/api/v1/assignment-plans/${plan.id}`}
              download
              className={buttonClass({ variant: "secondary" })}
            >
              <Icon name="download" />
              {t("action.download")}
            </a>
          )}
          {may("return", "plans.return") && (
            <ButtonLink icon="return" href={planHref(plan.id, { open: "return" })}>
              {t("action.return")}
            </ButtonLink>
          )}
          {may("arrange", "plans.manage") && (
            <Step plan={plan} action={solveAgain} label={t("action.solve")} icon="scale" quiet />
          )}
          {may("propose", "plans.manage") && isClean && (
            <Step
              plan={plan}
              action={proposePlan}
              saved="proposed"
              label={t(plan.needsApproval ? "action.propose" : "action.proposeOnly")}
              icon="sent"
            />
          )}
          {may("approve", "plans.approve") && plan.needsApproval && (
            <Step
              plan={plan}
              action={approvePlan}
              saved="approved"
              label={t("action.approve")}
              icon="check"
            />
          )}
          {may("publish", "plans.manage") && (
            <Step
              plan={plan}
              action={publishPlan}
              saved="published"
              label={t("action.publish")}
              icon="check"
            />
          )}
        </>
      }
    />
  );
}

type StepProps = {
  plan: Pick<Plan, "id" | "rowVersion">;
  action: typeof proposePlan;
  label: string;
  icon: IconName;
  saved?: "proposed" | "approved" | "published" | "settled";
  quiet?: boolean;
};

export async function Step({ plan, action, label, icon, saved, quiet }: StepProps) {
  return (
    <CommandForm
      action={action}
      messages={await formMessages("plans", undefined, "assignments")}
      successHref={planHref(plan.id, { saved })}
      className="flex flex-col gap-2"
    >
      <input type="hidden" name="id" value={plan.id} />
      <input type="hidden" name="rowVersion" value={plan.rowVersion} />
      <SubmitButton icon={icon} variant={quiet ? "secondary" : "primary"}>
        {label}
      </SubmitButton>
    </CommandForm>
  );
}

import { getTranslations } from "next-intl/server";
import { discardPlan, returnPlan } from "@/app/_actions/plans";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { SidePanel } from "@/components/ui/side-panel";
import type { Plan } from "@/lib/assignments/plans/queries";
import { type Roster, stepRefusal } from "@/lib/assignments/plans/rules";
import { LIMITS, type PlanFilter } from "@/lib/assignments/plans/schema";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import { planHref, plansHref } from "../../_components/address";
import { Buttons } from "../../_components/panels";
import { SheetPanel } from "./sheet-panel";

type Props = { plan: Plan; roster: Roster; open: NonNullable<PlanFilter["open"]>; viewer: Viewer };

const STEPS = {
  return: { right: "plans.return", action: returnPlan },
  discard: { right: "plans.manage", action: discardPlan },
} as const;

/** Steps that say why. */
export async function OpenPanel({ plan, roster, open, viewer }: Props) {
  const t = await getTranslations("plans");
  if (open === "upload")
    return can(viewer, "plans.manage") && stepRefusal(plan, "arrange", viewer) === null ? (
      <SheetPanel plan={plan} roster={roster} />
    ) : null;
  const { right, action } = STEPS[open];
  if (!can(viewer, right) || stepRefusal(plan, open, viewer) !== null) return null;
  return (
    <SidePanel title={t(`title.${open}`)} closeHref={planHref(plan.id)} closeLabel={t("action.close")}>
      <CommandForm
        action={action}
        messages={await formMessages("plans")}
        successHref={
          open === "discard" ? plansHref({ saved: "discarded" }) : planHref(plan.id, { saved: "returned" })
        }
      >
        <input type="hidden" name="id" value={plan.id} />
        <input type="hidden" name="rowVersion" value={plan.rowVersion} />
        <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={3} required />
        <Buttons save={t(`action.${open}`)} backHref={planHref(plan.id)} />
      </CommandForm>
    </SidePanel>
  );
}

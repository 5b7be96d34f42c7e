import { getTranslations } from "next-intl/server";
import { rebasePlan } from "@/app/_actions/plans";
import { formMessages } from "@/app/_shared/form-messages";
import { jobWords } from "@/app/_shared/job-words";
import { JobProgress } from "@/components/job/job-progress";
import { Notice } from "@/components/ui/notice";
import type { Plan } from "@/lib/assignments/plans/queries";
import type { Difference, Roster } from "@/lib/assignments/plans/rules";
import type { JobState } from "@/lib/platform/jobs";
import { BY_PAGE_HEADER } from "@/lib/platform/request";
import { namesOf } from "./names";
import { Step } from "./plan-head";

type Props = {
  plan: Plan;
  roster: Roster;
  job: JobState | null;
  /** what changed since the plan was arranged; null where nobody needs to know */
  drift: Difference | null;
  mayArrange: boolean;
};

/** Names enough to know what it is about. */
const NAMED = 5;

export async function StateNotes({ plan, roster, job, drift, mayArrange }: Props) {
  const t = await getTranslations("plans");
  const names = namesOf(roster);
  const changed = drift ? [...drift.begun, ...drift.ended] : [];
  const isSolving = job !== null && (job.state !== "DONE" || plan.answer === null) && plan.state === "DRAFT";
  return (
    <div className="mb-3 flex flex-col gap-3 empty:hidden">
      {isSolving && job && (
        <JobProgress
          key={job.id}
          id={job.id}
          header={BY_PAGE_HEADER}
          words={
            await jobWords({
              running: t("status.solving"),
              done: t("status.solved"),
              failed: t("status.solveFailed"),
            })
          }
          messages={await formMessages("plans", undefined, "jobs")}
        />
      )}
      {plan.note && plan.state === "DRAFT" && (
        <Notice kind="caution">{t("hint.old", { note: plan.note })}</Notice>
      )}
      {plan.note && plan.state === "DISCARDED" && <Notice>{t("hint.discarded", { note: plan.note })}</Notice>}
      {changed.length > 0 && (
        <Notice
          kind="caution"
          live="status"
          actions={
            mayArrange && (
              <Step plan={plan} action={rebasePlan} label={t("action.rebase")} icon="swap" quiet />
            )
          }
        >
          {t(mayArrange ? "hint.base" : "hint.baseReturn", {
            count: changed.length,
            names: changed
              .slice(0, NAMED)
              .map((pair) =>
                t("hint.pairText", {
                  observer: names.observer(pair.observerId),
                  unit: names.unit(pair.unitId),
                }),
              )
              .filter((text, at, all) => all.indexOf(text) === at)
              .join(t("hint.list")),
          })}
        </Notice>
      )}
    </div>
  );
}

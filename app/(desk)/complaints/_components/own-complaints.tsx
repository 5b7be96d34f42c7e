import { getTranslations } from "next-intl/server";
import { seeAnswers } from "@/app/_actions/complaints";
import { cityDates } from "@/app/_shared/city-dates";
import { formMessages } from "@/app/_shared/form-messages";
import { ComplaintMark } from "@/components/complaint/complaint-mark";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import type { OwnComplaint } from "@/lib/complaints/queries";
import type { Day } from "@/lib/platform/clock";

/** What one sent, with the answer; also what was sent without a name, which only this page can show. */
export async function OwnComplaints({ rows, today }: { rows: readonly OwnComplaint[]; today: Day }) {
  const t = await getTranslations("complaints");
  const dates = await cityDates();
  const hasNews = rows.some(({ state, isSeen }) => state === "ANSWERED" && !isSeen);
  return (
    <Panel
      flush
      title={t("title.own")}
      actions={
        hasNews && (
          <CommandForm action={seeAnswers} messages={await formMessages("complaints")} className="">
            <SubmitButton size="sm" variant="secondary" icon="check">
              {t("action.seen")}
            </SubmitButton>
          </CommandForm>
        )
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t("empty.own")}>{t("empty.ownNext")}</EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id} className="px-4 py-3">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
                <span className="font-medium text-ink">{t(`status.${row.kind}`)}</span>
                {dates.day(row.filedOn)}
                <Badge>{t(`status.${row.isNamed ? "NAMED" : "WITHHELD"}`)}</Badge>
                <ComplaintMark complaint={row} today={today} />
                {row.state === "ANSWERED" && !row.isSeen && (
                  <Badge tone="info" icon="bell">
                    {t("status.news")}
                  </Badge>
                )}
              </p>
              <Written className="mt-1">{row.body}</Written>
              {row.answer && (
                <div className="mt-2 border-l-2 border-accent-line pl-3">
                  <p className="text-sm text-ink-soft">
                    {t("hint.answer", {
                      outcome: t(`status.${row.outcome ?? "EXPLAINED"}`),
                      day: row.answeredOn ? dates.day(row.answeredOn) : "",
                    })}
                  </p>
                  <Written>{row.answer}</Written>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

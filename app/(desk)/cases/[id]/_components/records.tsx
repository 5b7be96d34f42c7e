import { getLocale, getTranslations } from "next-intl/server";
import { linkCaseRecord } from "@/app/_actions/cases";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { counted } from "@/components/punctuation/counted";
import { Panel } from "@/components/ui/panel";
import type { CaseCandidate, CasePage } from "@/lib/cases/page/queries";

type Props = { one: CasePage; candidates: CaseCandidate[]; mayLink: boolean };

/** Records that it came from or that bear on it, for who may read them. */
export async function CaseRecords({ one, candidates, mayLink }: Props) {
  const t = await getTranslations("cases");
  const isEnglish = (await getLocale()) === "en";
  const messages = await formMessages("cases");
  const nameOf = (record: { methodName: string; methodNameEn: string }) =>
    isEnglish ? record.methodNameEn : record.methodName;
  return (
    <Panel title={t("title.records")} note={await counted("records", one.records.length)}>
      <p className="mb-2 text-sm text-ink-soft">{t("hint.records")}</p>
      {one.records.length === 0 ? (
        <p className="text-ink-hint">{t("empty.records")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {one.records.map((record) => (
            <li key={record.id}>
              <a href={`/observations/${record.id}`} className="text-accent">
                {record.on} {nameOf(record)}
              </a>{" "}
              <span className="text-ink-soft">
                {record.unitName} {record.observerName}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayLink && (
        <details className="no-print mt-2">
          <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
            {t("action.link")}
          </summary>
          {candidates.length === 0 && <p className="text-ink-hint">{t("empty.candidates")}</p>}
          <ul className="divide-y divide-line">
            {candidates.map((record) => (
              <li key={record.id} className="flex flex-wrap items-center gap-2 py-1.5">
                <a href={`/observations/${record.id}`} className="min-w-0 flex-1 basis-[14rem] text-accent">
                  {record.on} {nameOf(record)}{" "}
                  <span className="line-clamp-1 text-ink-soft">{record.excerpt}</span>
                </a>
                <CommandForm action={linkCaseRecord} messages={messages} className="">
                  <input type="hidden" name="caseId" value={one.id} />
                  <input type="hidden" name="observationId" value={record.id} />
                  <SubmitButton size="sm" variant="secondary">
                    {t("action.link")}
                  </SubmitButton>
                </CommandForm>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { Written } from "@/components/ui/written";
import type { MethodVersion } from "@/lib/methods/queries";
import type { AmendableRecord } from "@/lib/observations/form/queries";
import type { Due } from "./entry-page";

/** One quiet line over the form: what the method is, and what is still due. */
export async function MethodLine({
  method,
  due,
  unitId,
}: {
  method: MethodVersion;
  due: Due | null;
  unitId: string;
}) {
  const t = await getTranslations("observations");
  const isEnglish = (await getLocale()) === "en";
  // the rule's own wording exists in Chinese only; in English the number says it
  const minimum = !isEnglish
    ? method.minimumText
    : due && due.minimum !== null
      ? t("hint.minimumCount", { count: due.minimum, period: t(`status.${due.period}`) })
      : null;
  return (
    // spans: the desk's subtitle is a paragraph
    <span className="block text-sm text-ink-soft">
      <span className="block">
        {method.isSample && (
          <span className="mr-1.5">
            <Badge title={t("hint.sampleTitle")}>{t("hint.sample")}</Badge>
          </span>
        )}
        {isEnglish ? method.definitionEn : method.definition}
      </span>
      <span className="mt-0.5 block text-ink-hint">
        {minimum && t("hint.minimum", { text: minimum })}
        {due && due.minimum !== null && (
          <>
            {" · "}
            <DueLink due={due} unitId={unitId} />
          </>
        )}
      </span>
    </span>
  );
}

/** The number opens the records behind it (rule 10). */
async function DueLink({ due, unitId }: { due: Due; unitId: string }) {
  const t = await getTranslations("observations");
  const values = { period: t(`status.${due.period}`), count: due.count, missing: due.missing };
  return (
    <a
      href={`/observations?unit=${unitId}&method=${due.methodId}&from=${due.from}&to=${due.to}&state=counted`}
      className="underline underline-offset-3 hover:text-accent"
    >
      {due.missing > 0 ? t("hint.due", values) : t("hint.dueMet", values)}
    </a>
  );
}

/** Why the record is here again, in the reviewer's words. */
export async function AmendNotice({ record, leaning }: { record: AmendableRecord; leaning: number }) {
  const t = await getTranslations("observations.hint");
  if (record.state === "ACCEPTED") {
    return (
      <Notice kind={leaning > 0 ? "caution" : "info"}>
        {t("amendAccepted")}
        {leaning > 0 && <p>{t("amendFells", { count: leaning })}</p>}
      </Notice>
    );
  }
  if (!record.returned) return null;
  return (
    <Notice kind="caution" title={t("returnedBy", { name: record.returned.reviewer ?? "" })}>
      <Written>{record.returned.reason}</Written>
    </Notice>
  );
}

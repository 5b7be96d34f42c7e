import { getTranslations } from "next-intl/server";
import type { DeclarationLine } from "@/lib/recusals/queries";
import { RELATIONS } from "@/lib/recusals/schema";

/** What was declared, in the words of the form. */
export async function LineText({ line }: { line: DeclarationLine }) {
  const t = await getTranslations("recusals");
  const relation = RELATIONS.find((one) => one === line.relation);
  return (
    <div className="min-w-40">
      {t(`status.${line.kind}`)}
      {line.personName && (
        <span className="ml-1.5">
          {relation ? `${t(`status.relation.${relation}`)} ` : ""}
          {line.personName}
        </span>
      )}
      {line.workedUntil && (
        <span className="block text-sm text-ink-soft">
          {t("hint.workedUntil", { day: line.workedUntil })}
        </span>
      )}
      {line.note && <span className="block text-sm text-ink-soft">{line.note}</span>}
      {line.isFollowed && <span className="block text-sm text-ink-soft">{t("hint.followed")}</span>}
    </div>
  );
}

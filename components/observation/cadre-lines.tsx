import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { fieldLabel, optionLabel } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { CadreLine } from "@/lib/observations/queries";

/** Each cadre with the post held that day (rule 4), their role, and the method's own columns. */
export async function CadreLines({
  lines,
  fields,
  linked = true,
}: {
  lines: CadreLine[];
  fields: MethodField[];
  linked?: boolean;
}) {
  const t = await getTranslations("observations");
  const locale = await getLocale();
  if (lines.length === 0) return <p className="text-ink-hint">{t("empty.cadres")}</p>;
  const columns = fields.find((field) => field.binds === "cadres")?.columns ?? [];
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => (
        <li key={line.cadreId} className="py-1.5 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-baseline gap-x-2.5">
            {linked ? (
              <Link
                prefetch={false}
                href={`/cadres/${line.cadreId}`}
                className="font-semibold text-accent hover:underline"
              >
                {line.name}
              </Link>
            ) : (
              <span className="font-semibold">{line.name}</span>
            )}
            <span className="text-sm text-ink-soft">
              {line.unitName} {line.postTitle}
            </span>
            {line.roleInEvent && <span className="text-sm">{line.roleInEvent}</span>}
          </div>
          {columns.map((column) => {
            const value = line.details[column.key];
            return value === undefined || value === "" ? null : (
              <p key={column.key} className="text-sm">
                <span className="text-ink-hint">
                  {t("hint.labelled", { label: fieldLabel(column, locale) })}
                </span>
                {optionLabel(column, String(value), locale)}
              </p>
            );
          })}
        </li>
      ))}
    </ul>
  );
}

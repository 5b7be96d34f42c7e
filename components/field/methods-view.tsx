import { fill } from "@/components/form/messages";
import { Icon } from "@/components/ui/icon";
import type { MethodRow } from "@/lib/field/kit/rules";
import type { FieldLocale, FieldText } from "./field-words";

/** The methods at one unit, last used first. */
export function MethodsView({
  unitId,
  rows,
  link,
  text: { hint },
  locale,
}: {
  unitId: string;
  rows: MethodRow[];
  /** the earlier record that the new one goes on from */
  link?: string;
  text: FieldText;
  locale: FieldLocale;
}) {
  return (
    <>
      {link && <p className="mb-2.5 text-ink-soft">{hint.chooseForLink}</p>}
      <ul className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
        {rows.map((row) => (
          <li key={row.methodId} className="border-b border-line last:border-0">
            <a
              href={`/field/new?unit=${unitId}&method=${row.methodId}${link ? `&link=${link}` : ""}`}
              className="flex min-h-14 items-center gap-2 px-4 py-2 active:bg-accent-soft"
            >
              <span className="min-w-0 flex-1">
                <span className="font-medium">{locale === "en" ? row.nameEn : row.name}</span>
                {row.isSample && <span className="ml-1.5 text-sm text-ink-hint">{hint.sample}</span>}
                {row.lastOn && (
                  <span className="block text-sm text-ink-hint">
                    {fill(hint.lastUsed, { day: row.lastOn })}
                  </span>
                )}
              </span>
              {row.missing > 0 && (
                <span className="rounded-sm bg-caution-soft px-2 py-0.5 text-sm text-caution">
                  {fill(hint.stillDue, { missing: row.missing })}
                </span>
              )}
              <Icon name="chevronRight" className="size-4 text-ink-hint" />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { EntryPage } from "@/app/_shared/entry-page";
import { logHref } from "@/app/_shared/records-href";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";

type Props = { page: Extract<EntryPage, { kind: "choose" }> };

/** Units with their ten methods: one click to the form. */
export async function ChooseMethod({ page }: Props) {
  const t = await getTranslations("observations");
  const isEnglish = (await getLocale()) === "en";
  const units = page.units.filter((unit) => !page.unitId || unit.id === page.unitId);
  if (units.length === 0) {
    return (
      <EmptyState title={t("empty.units")} icon="unit">
        {t("empty.unitsHint")}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {page.isDraftGone && <Notice kind="info">{t("hint.draftGone")}</Notice>}
      <div className="grid gap-4 md:grid-cols-2 2xl:grid-cols-3">
        {units.map((unit) => (
          <Panel
            key={unit.id}
            title={unit.name}
            note={
              unit.lastOn === null
                ? t("hint.neverVisited")
                : unit.silentDays === 0
                  ? t("hint.lastToday")
                  : t("hint.lastVisit", { day: unit.lastOn, days: unit.silentDays ?? 0 })
            }
            flush
          >
            <ul>
              {unit.due.map((due) => (
                <li key={due.methodId} className="border-b border-line last:border-0">
                  <Link
                    prefetch={false}
                    href={logHref(unit.id, due.methodId, page.link ?? undefined)}
                    className="flex min-h-9.5 items-center gap-2 px-4 py-1 hover:bg-accent-soft pointer-coarse:min-h-11"
                  >
                    <span className="font-medium">{isEnglish ? due.nameEn : due.name}</span>
                    {due.isSample && (
                      <span className="text-sm text-ink-hint" title={t("hint.sampleTitle")}>
                        {t("hint.sample")}
                      </span>
                    )}
                    <span className="ml-auto" />
                    {due.missing > 0 && (
                      <Badge tone="caution">{t("hint.stillDue", { missing: due.missing })}</Badge>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </div>
  );
}

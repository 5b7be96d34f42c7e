import { getLocale, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import type { FileRecords } from "@/lib/cadres/file/records/queries";
import type { CadreFileFilter } from "@/lib/cadres/file/schema";
import { onlyHref } from "./file-href";

type Props = { cadreId: string; items: FileRecords["conduct"]; filter: CadreFileFilter };

/** 双十条 items that the cadre's records cite; each number opens its records. */
export async function ConductPanel({ cadreId, items, filter }: Props) {
  const t = await getTranslations("cadres");
  const isEnglish = (await getLocale()) === "en";
  return (
    <Panel title={t("title.items")} note={t("hint.accepted")}>
      {items.length === 0 ? (
        <p className="text-ink-hint">{t("empty.items")}</p>
      ) : (
        <SoftLinks>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <li key={item.id} className="flex items-baseline gap-3 py-1.5 first:pt-0 last:pb-0">
                <Badge tone={item.list === "POSITIVE" ? "positive" : "attention"}>
                  {t("hint.itemPlace", {
                    list: t(item.list === "POSITIVE" ? "status.positiveList" : "status.negativeList"),
                    position: item.position,
                  })}
                </Badge>
                <a href={`/conduct/${item.id}`} className="min-w-0 flex-1 hover:text-accent hover:underline">
                  {isEnglish ? item.textEn : item.text}
                </a>
                <a
                  href={onlyHref(cadreId, filter, { item: item.id })}
                  aria-current={filter.item === item.id || undefined}
                  className="text-accent hover:underline"
                >
                  {t("hint.records", { count: item.records })}
                </a>
              </li>
            ))}
          </ul>
        </SoftLinks>
      )}
    </Panel>
  );
}

import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { SidePanel } from "@/components/ui/side-panel";
import { Written } from "@/components/ui/written";
import { momentText } from "@/lib/platform/clock";
import type { ReportParagraph } from "@/lib/reports/queries";
import { reportHref } from "../../_components/address";

type Props = { id: string; position: number; versions: readonly ReportParagraph[] };

export async function HistoryPanel({ id, position, versions }: Props) {
  const t = await getTranslations("reports");
  const m = await marks();
  return (
    <SidePanel
      title={t("title.history", { position })}
      closeHref={reportHref(id)}
      closeLabel={t("action.close")}
    >
      <ol className="flex flex-col gap-4">
        {versions.map((one) => (
          <li key={one.version} className="flex flex-col gap-1">
            <p className="text-sm text-ink-soft">
              {t("hint.version", {
                version: one.version,
                name: one.authorName,
                at: momentText(one.writtenAt),
              })}
            </p>
            {one.text ? <Written>{one.text}</Written> : <p>{t("hint.removed")}</p>}
            {one.reason && (
              <p className="text-sm">
                {t("field.reason")}
                {m.says}
                {one.reason}
              </p>
            )}
          </li>
        ))}
      </ol>
    </SidePanel>
  );
}

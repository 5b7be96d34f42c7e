import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { FileTolerance as Line } from "@/lib/tolerance/file/queries";

/** In the cadre's file, by right; says of itself that it counts neither for nor against. */
export async function FileTolerance({ lines }: { lines: Line[] }) {
  const m = await marks();
  if (lines.length === 0) return null;
  const t = await getTranslations("tolerance");
  return (
    <Panel title={t("title.file")} id="tolerance">
      <p className="mb-2 text-sm text-ink-soft">{t("hint.file")}</p>
      <ul className="flex flex-col divide-y divide-line">
        {lines.map((one) => (
          <li key={one.id} className="keep-together py-2 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <a href={`/tolerance/${one.id}`} className="font-medium text-accent">
                {one.title}
              </a>
              <Badge>{t(`status.${one.outcome}`)}</Badge>
              <span className="text-sm text-ink-soft">
                {t(`status.${one.kind}`)}
                {m.gap}
                {one.decidedOn}
                {m.gap}
                {t("hint.fileLine", { unit: one.unitName, post: one.postTitle })}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

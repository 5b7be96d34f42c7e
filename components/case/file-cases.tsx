import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import type { FileCase } from "@/lib/cases/file/queries";
import { CaseMark } from "./marks";

/** In the cadre's file, by right: what they did in cases. Nothing where they stand in none. */
export async function FileCases({ cases }: { cases: FileCase[] }) {
  const m = await marks();
  if (cases.length === 0) return null;
  const t = await getTranslations("cases");
  return (
    <Panel title={t("title.file")} note={t("hint.fileNote")} id="cases">
      <ul className="flex flex-col divide-y divide-line">
        {cases.map((one) => (
          <li key={one.id} className="keep-together py-2 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <a href={`/cases/${one.id}`} className="font-medium text-accent">
                {one.title}
              </a>
              <CaseMark state={one.state} />
              <span className="text-sm text-ink-soft">
                {one.raisedOn}
                {m.gap}
                {t("hint.file", { unit: one.unitName, post: one.postTitle, role: one.role })}
              </span>
            </p>
            {one.initiative && <p>{t("hint.initiative", { text: one.initiative })}</p>}
            {one.decision && <p>{t("hint.decision", { text: one.decision })}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

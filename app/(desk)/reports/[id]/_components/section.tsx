import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { OFFICE_LANGUAGE, Written } from "@/components/ui/written";
import type { Block } from "@/lib/platform/gongwen";
import { numeral } from "@/lib/platform/gongwen-numeral";
import type { Section } from "@/lib/reports/compose/rules";
import type { ReportPage } from "@/lib/reports/queries";
import { reportHref } from "../../_components/address";
import { CitedText, type Register } from "./text";

type Props = {
  report: ReportPage;
  section: Section;
  at: number;
  register: Register;
  mayWrite: boolean;
};

export async function ReportSection({ report, section, at, register, mayWrite }: Props) {
  const t = await getTranslations("reports");
  const paragraphs = report.paragraphs.filter((one) => one.section === section.key);
  const heading = t("title.section", { number: numeral(at), heading: section.heading });
  return (
    <Panel title={<span lang={OFFICE_LANGUAGE}>{heading}</span>}>
      <div className="flex flex-col gap-3">
        {paragraphs.every(({ text }) => text === "") && section.blocks.length === 0 && (
          <Written className="text-ink-soft">{section.empty}</Written>
        )}
        {paragraphs.map((one) => (
          <div key={one.position} id={`p${one.position}`} className="group flex flex-col gap-1">
            {one.text === "" ? (
              mayWrite && <p className="text-ink-soft">{t("hint.removed")}</p>
            ) : (
              <p
                lang={OFFICE_LANGUAGE}
                data-paragraph={one.position}
                className={`leading-7 indent-8${one.isWithheld ? " print:hidden" : ""}`}
              >
                <CitedText text={one.text} register={register} />
              </p>
            )}
            {one.isWithheld && <p className="no-print text-sm text-caution">{t("hint.reviewersOnly")}</p>}
            {mayWrite && (
              <p className="no-print flex gap-3 text-sm">
                <a href={reportHref(report.id, { edit: one.position })} className="text-accent">
                  {t("action.edit")}
                  <span className="sr-only"> {one.position}</span>
                </a>
                {one.version > 1 && (
                  <a href={reportHref(report.id, { history: one.position })} className="text-accent">
                    {t("action.history")}
                    <span className="sr-only"> {one.position}</span>
                  </a>
                )}
              </p>
            )}
          </div>
        ))}
        {mayWrite && (
          <p className="no-print">
            <ButtonLink
              size="sm"
              variant="quiet"
              icon="plus"
              href={reportHref(report.id, { add: section.key })}
              scroll={false}
              aria-label={`${t("action.add")} ${section.heading}`}
            >
              {t("action.add")}
            </ButtonLink>
          </p>
        )}
        {section.blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: frozen
          <FrozenBlock key={index} block={block} label={`${heading} ${index + 1}`} register={register} />
        ))}
      </div>
    </Panel>
  );
}

type Row = { key: string; cells: string[] };
/** Characters that stay on one line; a longer cell gets at least their room, and the table is moved sideways on a phone. */
const SHORT = 12;

function FrozenBlock({ block, label, register }: { block: Block; label: string; register: Register }) {
  if (block.kind !== "table")
    return <Written className="text-sm text-ink-soft">{"text" in block ? block.text : ""}</Written>;
  const rows: Row[] = block.rows.map((row, at) => ({
    key: String(at),
    cells: row.map((cell) => cell.map((run) => (typeof run === "string" ? run : run.text)).join("")),
  }));
  const isLong = block.head.map((_, column) =>
    rows.some(({ cells }) => (cells[column] ?? "").length > SHORT),
  );
  return (
    <div lang={OFFICE_LANGUAGE}>
      <DataTable
        caption={label}
        rows={rows}
        rowKey={({ key }) => key}
        columns={block.head.map((words, column) => ({
          key: `${column}`,
          header: words,
          width: `${block.widths[column] ?? 10}%`,
          nowrap: column === 0 || !isLong[column],
          cell: ({ cells }: Row) => {
            const text = <CitedText text={cells[column] ?? ""} register={register} />;
            return isLong[column] ? <span className="block min-w-40">{text}</span> : text;
          },
        }))}
      />
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { chooseGraded } from "@/app/_actions/grades";
import { gradeFault } from "@/app/_shared/grade-fault";
import { SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { VerdictMark } from "@/components/roster/marks";
import { RowForm } from "@/components/roster/row-form";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { GradePreview } from "@/lib/roster/grades/queries";
import type { Batch } from "@/lib/roster/queries";
import { CONFIRM_FORM } from "./grades-state";

type Props = { batch: Batch; rows: readonly GradePreview[]; messages: FormMessages };

/** Rows of the file with what each would do; whose a doubtful one is, is answered in its row. */
export async function GradeRows({ batch, rows, messages }: Props) {
  const t = await getTranslations("grades");
  const isOpen = batch.state === "PREVIEWED";
  const periodOf = ({ taken: { year, quarter }, typed }: GradePreview): string => {
    if (!year) return typed.period ?? [typed.year, typed.quarter].filter(Boolean).join(" ");
    return quarter ? t("hint.routine", { year, quarter }) : t("hint.annual", { year });
  };
  return (
    <DataTable
      flush
      caption={t("title.rows")}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState icon="list" title={t("empty.rows")} />}
      columns={[
        {
          key: "name",
          header: t("field.grade.name"),
          width: "9rem",
          cell: (row) => (
            <span className="flex items-center gap-1.5">
              {isOpen && (row.verdict === "NEW" || row.verdict === "CHANGED") && (
                <input
                  type="checkbox"
                  form={CONFIRM_FORM}
                  name="rowIds[]"
                  value={row.id}
                  aria-label={t("action.choose", { name: nameOf(row) || String(row.rowNo) })}
                  className="size-4 accent-accent"
                />
              )}
              {nameOf(row) || t("empty.name")}
            </span>
          ),
        },
        {
          key: "row",
          header: t("field.rowNo"),
          align: "end",
          minor: true,
          width: "4.5rem",
          cell: (row) => row.rowNo,
        },
        {
          key: "unit",
          header: t("field.grade.unit"),
          minor: true,
          width: "9rem",
          cell: (row) => row.unitName ?? row.typed.unit ?? "",
        },
        { key: "period", header: t("field.periodOf"), nowrap: true, width: "10rem", cell: periodOf },
        {
          key: "grade",
          header: t("field.grade.grade"),
          nowrap: true,
          width: "6rem",
          cell: (row) => row.taken.grade ?? row.typed.grade ?? "",
        },
        {
          key: "verdict",
          header: t("field.verdict"),
          nowrap: true,
          width: "7rem",
          cell: ({ verdict }) => <VerdictMark verdict={verdict} />,
        },
        {
          key: "story",
          header: t("field.story"),
          cell: (row) => <Story {...{ batch, row, messages, isOpen }} />,
        },
      ]}
    />
  );
}

const nameOf = ({ taken, typed }: GradePreview): string => taken.name ?? typed.name ?? "";

type StoryProps = { batch: Batch; row: GradePreview; messages: FormMessages; isOpen: boolean };

async function Story({ batch, row, messages, isOpen }: StoryProps) {
  const t = await getTranslations("grades");
  const shared = await getTranslations("roster");
  if (row.verdict === "FAULTY")
    return (
      <ul className="flex flex-col gap-1">
        {row.faults.map((fault) => (
          <li key={`${fault.field} ${fault.rule}`}>{gradeFault(t, shared, fault, row.typed)}</li>
        ))}
      </ul>
    );
  const isAnswered = row.choice === "CADRE" || row.choice === "SKIP";
  const form = {
    action: chooseGraded,
    messages,
    label: t("action.answer", { name: nameOf(row) }),
  };
  const keys = (
    <>
      <input type="hidden" name="batchId" value={batch.id} />
      <input type="hidden" name="rowId" value={row.id} />
    </>
  );
  return (
    <div className="flex flex-col gap-1">
      {row.differences.map(({ old, new: next }) => (
        <p key={next}>
          <del className="text-ink-soft">{old}</del> <span aria-hidden>→</span>{" "}
          <ins className="font-medium no-underline">{next}</ins>
        </p>
      ))}
      {isOpen && isAnswered && (
        <RowForm {...form}>
          {keys}
          <span className="text-sm text-ink-soft">
            {t(`status.choice.${row.choice === "SKIP" ? "SKIP" : "CADRE"}`)}
          </span>
          <SubmitButton name="pick" value="OPEN" variant="quiet" size="sm">
            {t("action.takeBack")}
          </SubmitButton>
        </RowForm>
      )}
      {row.verdict === "DOUBTFUL" && !isAnswered && (
        <p>{t(row.taken.idNumber ? "hint.doubtNumber" : "hint.doubt")}</p>
      )}
      {isOpen && row.verdict === "DOUBTFUL" && !isAnswered && (
        <RowForm {...form} className="flex flex-col items-start gap-1.5">
          {keys}
          {row.candidates.map(({ id, name, hint, isLikely }) => (
            <span key={id} className="flex flex-wrap items-center gap-1.5">
              <SubmitButton name="pick" value={id} variant={isLikely ? "primary" : "secondary"} size="sm">
                {t("action.isThis", { name })}
              </SubmitButton>
              <span className="text-sm text-ink-soft">{hint}</span>
            </span>
          ))}
          <SubmitButton name="pick" value="SKIP" variant="quiet" size="sm">
            {t("action.skip")}
          </SubmitButton>
        </RowForm>
      )}
    </div>
  );
}

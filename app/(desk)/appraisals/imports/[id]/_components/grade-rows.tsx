import { getTranslations } from "next-intl/server";
import { chooseGraded } from "@/app/_actions/grades";
import { gradeFault } from "@/app/_shared/grade-fault";
import { SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { nameIn, PreviewTable } from "@/components/roster/preview-table";
import { RowForm } from "@/components/roster/row-form";
import type { GradePreview } from "@/lib/roster/grades/queries";
import type { Batch } from "@/lib/roster/queries";
import { CONFIRM_FORM } from "./grades-state";

type Props = { batch: Batch; rows: readonly GradePreview[]; messages: FormMessages };

export async function GradeRows({ batch, rows, messages }: Props) {
  const t = await getTranslations("grades");
  const isOpen = batch.state === "PREVIEWED";
  const periodOf = ({ taken: { year, quarter }, typed }: GradePreview): string => {
    if (!year) return typed.period ?? [typed.year, typed.quarter].filter(Boolean).join(" ");
    return quarter ? t("hint.routine", { year, quarter }) : t("hint.annual", { year });
  };
  return (
    <PreviewTable
      caption={t("title.rows")}
      empty={t("empty.rows")}
      name={t("field.grade.name")}
      unit={t("field.grade.unit")}
      rows={rows}
      confirmForm={isOpen ? CONFIRM_FORM : null}
      columns={[
        { key: "period", header: t("field.periodOf"), nowrap: true, width: "10rem", cell: periodOf },
        {
          key: "grade",
          header: t("field.grade.grade"),
          nowrap: true,
          width: "6rem",
          cell: (row) => row.taken.grade ?? row.typed.grade ?? "",
        },
      ]}
      story={(row) => <Story {...{ batch, row, messages, isOpen }} />}
    />
  );
}

type StoryProps = { batch: Batch; row: GradePreview; messages: FormMessages; isOpen: boolean };

async function Story({ batch, row, messages, isOpen }: StoryProps) {
  const t = await getTranslations("grades");
  const shared = await getTranslations("roster");
  if (row.verdict === "FAULTY")
    return (
      <ul className="flex flex-col gap-1">
        {row.faults.map((fault) => (
          <li key={`${fault.field} ${fault.rule}`}>{gradeFault(t, shared, fault, row, batch.header)}</li>
        ))}
      </ul>
    );
  const isAnswered = row.choice === "CADRE" || row.choice === "SKIP";
  const form = {
    action: chooseGraded,
    messages,
    label: t("action.answer", { name: nameIn(row) }),
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

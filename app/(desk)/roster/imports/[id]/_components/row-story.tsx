import { getTranslations } from "next-intl/server";
import { chooseCadre, correctCell } from "@/app/_actions/roster";
import { SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { faultText } from "@/components/roster/fault-text";
import { RowForm } from "@/components/roster/row-form";
import { cx } from "@/components/ui/cx";
import { DOCUMENT_RULES } from "@/lib/roster/lrmx/schema";
import type { Batch, FoundPerson, PreviewRow, SameFault } from "@/lib/roster/queries";
import type { Fault, PreviewFilter } from "@/lib/roster/schema";
import { AnybodyElse } from "./anybody-else";
import { listIdOf } from "./word-lists";

type Props = {
  batch: Batch;
  row: PreviewRow;
  filter: PreviewFilter;
  same: readonly SameFault[];
  found: readonly FoundPerson[];
  messages: FormMessages;
  isOpen: boolean;
};

/** What a row would change, what is wrong with it, or who it may be about. */
export async function RowStory(props: Props) {
  const { row, isOpen } = props;
  const t = await getTranslations("roster");
  if (row.verdict === "FAULTY")
    return (
      <ul className="flex flex-col gap-2">
        {row.faults.map((fault) => (
          <li key={`${fault.field} ${fault.rule}`}>
            {faultText(t, fault, row.typed)}
            {isOpen && !isOfDocument(fault) && <Correction {...props} fault={fault} />}
          </li>
        ))}
      </ul>
    );
  if (row.verdict === "DOUBTFUL") return <Doubt {...props} />;
  return (
    <div className="flex flex-col gap-1">
      {row.choice && isOpen && (
        <RowForm action={chooseCadre} messages={props.messages} label={t("action.takeBack")}>
          <Keys {...props} />
          <span className="text-sm text-ink-soft">{t(`status.choice.${row.choice}`)}</span>
          <SubmitButton name="pick" value="OPEN" variant="quiet" size="sm">
            {t("action.takeBack")}
          </SubmitButton>
        </RowForm>
      )}
      {row.verdict !== "NEW" && row.differences.length > 0 && <Differences row={row} />}
    </div>
  );
}

async function Differences({ row }: { row: PreviewRow }) {
  const t = await getTranslations("roster");
  return (
    <ul className="flex flex-col gap-0.5">
      {row.differences.map(({ field, old, new: next, isNoted }) => (
        <li key={field} className="break-words">
          <span className="text-ink-soft">{t(`field.roster.${field}`)}</span>{" "}
          {field === "photo" && t("hint.newPhoto")}
          {field === "document" && t("hint.otherElements", { names: shortened(next) })}
          {field !== "photo" && field !== "document" && (
            <>
              <del className="text-ink-soft">{shortened(old) || t("empty.value")}</del>{" "}
              <span aria-hidden>→</span>{" "}
              <ins className={cx("no-underline", !isNoted && "font-medium")}>{shortened(next)}</ins>
            </>
          )}
          {isNoted && <span className="text-sm text-ink-soft"> {t("hint.noted")}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What is wrong with a whole file is mended in the file. */
const isOfDocument = ({ rule }: Fault): boolean => DOCUMENT_RULES.some((one) => one === rule);

const SHOWN = 60;
const shortened = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

async function Correction({ row, fault, ...props }: Props & { fault: Fault }) {
  const t = await getTranslations("roster");
  const column = t(`field.roster.${fault.field}`);
  // what the number says, or the one word that is near; "、" stands between several units
  const nearest = String(fault.params?.said ?? fault.params?.nearest ?? "");
  const only = nearest.includes("、") ? "" : nearest;
  const alike = props.same.find(({ field, value }) => field === fault.field && value === row.typed[field]);
  return (
    <RowForm action={correctCell} messages={props.messages} label={t("action.correctOf", { column })}>
      <Keys {...props} row={row} />
      <input type="hidden" name="field" value={fault.field} />
      <input
        name="value"
        defaultValue={only || (row.typed[fault.field] ?? "")}
        list={listIdOf(fault.field)}
        aria-label={column}
        autoComplete="off"
        className="control min-h-7 w-48 max-w-full"
      />
      <SubmitButton variant="secondary" size="sm">
        {t("action.correct")}
      </SubmitButton>
      {alike && (
        <SubmitButton name="everywhere" value="yes" variant="quiet" size="sm">
          {t("action.correctAll", { count: alike.rows })}
        </SubmitButton>
      )}
    </RowForm>
  );
}

async function Doubt({ row, isOpen, ...props }: Props) {
  const t = await getTranslations("roster");
  if (!isOpen) return t("hint.doubt");
  return (
    <>
      <RowForm
        action={chooseCadre}
        messages={props.messages}
        label={t("action.answer", { name: row.taken.name ?? "" })}
        className="flex flex-col items-start gap-1.5"
      >
        <Keys {...props} row={row} />
        {row.choice === "SKIP" ? (
          <span className="text-ink-soft">{t("status.choice.SKIP")}</span>
        ) : (
          <span>{t(row.taken.idNumber ? "hint.doubtNumber" : "hint.doubt")}</span>
        )}
        {row.candidates.map(({ id, name, hint, isLikely }) => (
          <span key={id} className="flex flex-wrap items-center gap-1.5">
            <SubmitButton name="pick" value={id} variant={isLikely ? "primary" : "secondary"} size="sm">
              {t("action.isThis", { name })}
            </SubmitButton>
            <span className="text-sm text-ink-soft">{hint}</span>
          </span>
        ))}
        <span className="flex gap-1.5">
          <SubmitButton name="pick" value="NEW" variant="secondary" size="sm">
            {t("action.isNew")}
          </SubmitButton>
          {row.choice !== "SKIP" && (
            <SubmitButton name="pick" value="SKIP" variant="quiet" size="sm">
              {t("action.skip")}
            </SubmitButton>
          )}
        </span>
      </RowForm>
      <AnybodyElse {...props} row={row} />
    </>
  );
}

function Keys({ batch, row }: Pick<Props, "batch" | "row">) {
  return (
    <>
      <input type="hidden" name="batchId" value={batch.id} />
      <input type="hidden" name="rowId" value={row.id} />
    </>
  );
}

import { getTranslations } from "next-intl/server";
import { undoClosing, undoMerger } from "@/app/_actions/units";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import type { UndoBlock } from "@/lib/roster/queries";
import { type Hindrance, isBlocked } from "@/lib/units/register/closing/rules";
import type { RegisteredUnit } from "@/lib/units/register/queries";
import { ReasonField } from "./unit-fields";

type Props = {
  unit: RegisteredUnit;
  blocks: readonly UndoBlock[];
  hindrances: readonly Hindrance[];
};

/** The way back of a merger or of a closing, or what later work stands in its way. */
export async function UndoEnd({ unit, blocks, hindrances }: Props) {
  const t = await getTranslations("units");
  const roster = await getTranslations("roster");
  const kind = unit.mergerId !== null ? "Merger" : "Closing";
  const href = `/units/register?unit=${unit.id}`;
  const lines =
    kind === "Merger"
      ? blocks.map(({ cadreId, name, why }) => ({
          key: `${cadreId} ${why}`,
          text: t("hint.blockOf", { name: name ?? "—", why: roster(`status.block.${why}`) }),
        }))
      : hindrances.map(({ name, why }) => ({
          key: `${name} ${why}`,
          text: t(`hint.hindrance.${why}`, { name }),
        }));
  const isHindered = kind === "Merger" ? blocks.length > 0 : isBlocked(hindrances);
  const list = lines.length > 0 && (
    <ul className="mt-1 list-disc pl-5 text-sm">
      {lines.slice(0, 20).map(({ key, text }) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="undo-end" className="border-t border-line pt-3">
      <h3 id="undo-end" className="mb-2 font-semibold">
        {t(`title.undo${kind}`)}
      </h3>
      {isHindered ? (
        <>
          <p>
            {kind === "Merger"
              ? t("hint.mergerBlocked", { count: new Set(blocks.map(({ cadreId }) => cadreId)).size })
              : t("hint.closingBlocked")}
          </p>
          {list}
        </>
      ) : (
        <CommandForm
          action={kind === "Merger" ? undoMerger : undoClosing}
          messages={await formMessages("units")}
          successHref={`${href}&saved=${kind === "Merger" ? "undone" : "reopened"}`}
          failureActions={{ stale: <a href={href}>{t("action.reload")}</a> }}
          aria-label={t(`title.undo${kind}`)}
        >
          <input type="hidden" name="unitId" value={unit.id} />
          <input type="hidden" name="rowVersion" value={unit.rowVersion} />
          <p className="text-ink-soft">{t(`hint.undo${kind}`)}</p>
          {list}
          <ReasonField />
          <FormActions>
            <SubmitButton variant="danger">{t(`action.undo${kind}`)}</SubmitButton>
          </FormActions>
        </CommandForm>
      )}
    </section>
  );
}

import { getTranslations } from "next-intl/server";
import type { Broken } from "@/lib/assignments/plans/rules";

/** Templates, filled in the browser: no translation code ships there. */
export type BoardWords = {
  help: string;
  readonly: string;
  find: string;
  undo: string;
  redo: string;
  saving: string;
  saved: string;
  unsaved: string;
  picked: string;
  gap: string;
  clean: string;
  brokenTitle: string;
  more: string;
  breaksNone: string;
  breaksOne: string;
  size: string;
  manual: string;
  moved: string;
  broken: Record<Broken["kind"], string>;
};

const KINDS = [
  "need",
  "least",
  "most",
  "absent",
  "recusal",
  "rotation",
  "forbidden",
  "fixed",
  "deputy",
  "notObserver",
  "twice",
  "unknownUnit",
] as const satisfies readonly Broken["kind"][];

export async function boardWords(): Promise<BoardWords> {
  const t = await getTranslations("plans");
  const raw = (key: Parameters<typeof t.raw>[0]) => String(t.raw(key));
  return {
    help: t("hint.board"),
    readonly: t("hint.readonly"),
    find: t("field.find"),
    undo: t("action.undo"),
    redo: t("action.redo"),
    saving: t("hint.saving"),
    saved: t("hint.saved"),
    unsaved: raw("hint.unsaved"),
    picked: raw("hint.picked"),
    gap: t("hint.gapUnits"),
    clean: t("status.clean"),
    brokenTitle: raw("title.broken"),
    more: raw("hint.more"),
    breaksNone: t("hint.breaksNone"),
    breaksOne: raw("hint.breaksOne"),
    size: raw("hint.size"),
    manual: t("status.origin.MANUAL"),
    moved: t("status.origin.MOVED"),
    broken: Object.fromEntries(
      KINDS.map((kind) => [kind, raw(`status.broken.${kind}`)]),
    ) as BoardWords["broken"],
  };
}

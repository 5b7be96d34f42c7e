import { pinyin } from "pinyin-pro";
import type { Board } from "@/lib/assignments/board/rules";
import { type AssignReason, assignRefusal, isLive, type Recusal } from "@/lib/assignments/rules";
import type { ObserverOption } from "./observer-picker";
import type { words } from "./words";

type Words = Awaited<ReturnType<typeof words>>;
type Wanted = { unitId: string; startsOn: string; today: string; viewerId: string; presentId?: string };

/** Every observer with load and hindrance as the command will judge them; free ones with the least load first. */
export function observerOptions(t: Words, board: Board, wanted: Wanted): ObserverOption[] {
  const { unitId, startsOn, today, viewerId, presentId } = wanted;
  const unit = board.units.find(({ id }) => id === unitId);
  const names = new Map(board.units.map(({ id, shortName }) => [id, shortName]));
  const options = board.observers
    .filter((observer) => observer.mayObserve)
    .map((observer) => {
      const recusals = board.recusals.filter(
        (recusal) => recusal.observerId === observer.id && recusal.unitId === unitId,
      );
      const refusal = assignRefusal(
        { ...observer, recusals, isSelf: observer.id === viewerId },
        {
          unitId,
          startsOn,
          unitStartsOn: unit?.startsOn ?? null,
          unitEndsOn: unit?.endsOn ?? null,
          limits: board.limits,
        },
        today,
      );
      const native = recusals.find(
        ({ kind, ...rest }) => kind === "NATIVE_TOWN" && isLive({ kind, ...rest }, startsOn),
      );
      const count = observer.unitIds.length;
      const held = observer.unitIds.map((id) => names.get(id)).join(t("hint.listMark"));
      const blocked =
        observer.id === presentId
          ? t("status.blockedPresent")
          : refusal
            ? blockedText(t, refusal, recusals)
            : undefined;
      const load = blocked ? t("hint.loadNow", { count }) : t("hint.loadAfter", { count, after: count + 1 });
      return {
        count,
        option: {
          value: observer.id,
          label: observer.name,
          note: observer.department,
          keys: pinyinKeys(observer.name),
          load: held ? t("hint.loadHeld", { load, held }) : load,
          blocked,
          caution: native && !blocked ? t("hint.nativeTown", { note: native.note }) : undefined,
        },
      };
    });
  return options
    .sort(
      (a, b) => Number(Boolean(a.option.blocked)) - Number(Boolean(b.option.blocked)) || a.count - b.count,
    )
    .map(({ option }) => option);
}

function blockedText(t: Words, refusal: AssignReason, recusals: (Recusal & { note: string })[]): string {
  switch (refusal) {
    case "assignments.reason.ownUnit":
    case "assignments.reason.recusal": {
      const isOwn = refusal === "assignments.reason.ownUnit";
      const [first] = recusals.filter(
        ({ kind }) => kind !== "NATIVE_TOWN" && (kind === "OWN_UNIT") === isOwn,
      );
      return first
        ? t("status.blockedRecusal", { kind: t(`status.${first.kind}`), note: first.note })
        : t("status.blockedOther");
    }
    case "assignments.reason.overlap":
      return t("status.blockedOverlap");
    case "assignments.reason.fourthUnit":
      return t("status.blockedFourthUnit");
    case "assignments.reason.ownAssignment":
      return t("status.blockedOwnAssignment");
    case "assignments.reason.rotation":
      return t("status.blockedRotation");
    case "assignments.reason.tooFarBack":
    case "assignments.reason.unitNotLive":
    case "assignments.reason.notObserver":
      return t("status.blockedOther");
  }
}

/** 张三 is found by "zhangsan" and by "zs". */
function pinyinKeys(name: string): string {
  const syllables = pinyin(name, { toneType: "none", type: "array", surname: "head" });
  return `${syllables.join("")} ${syllables.map((syllable) => syllable.charAt(0)).join("")}`;
}

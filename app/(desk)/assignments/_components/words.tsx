import { getTranslations } from "next-intl/server";
import type { Tone } from "@/components/ui/badge";
import { Icon, type IconName } from "@/components/ui/icon";
import type { UnitWarning } from "@/lib/assignments/board/rules";
import { monthsOn } from "@/lib/assignments/rules";

type Words = Awaited<ReturnType<typeof getTranslations<"assignments">>>;

export const words = (): Promise<Words> => getTranslations("assignments");

export function monthsText(t: Words, since: string, on: string): string {
  const months = monthsOn(since, on);
  return months === 0 ? t("hint.monthsNew") : t("hint.months", { months });
}

export function spanText(
  t: Words,
  { startsOn, endsOn }: { startsOn: string; endsOn: string | null },
): string {
  return endsOn ? t("hint.fromTo", { from: startsOn, to: endsOn }) : t("hint.from", { from: startsOn });
}

function warningText(t: Words, warning: UnitWarning): string {
  switch (warning.kind) {
    case "uncovered":
      return warning.formerName && warning.formerUntil
        ? t("status.uncoveredFormer", { observer: warning.formerName, day: warning.formerUntil })
        : t("status.uncoveredNever");
    case "absent":
      return t("status.absentUntil", {
        observer: warning.observerNames.join(t("hint.listMark")),
        day: warning.until,
      });
    case "gapAhead":
      return t("status.gapAheadFrom", { day: warning.from });
    case "inactive":
      return t("status.inactiveWho", { observer: warning.observerName });
    case "recusal":
      return t("status.recusalWho", {
        observer: warning.observerName,
        kind: t(`status.${warning.recusal.kind}`),
        note: warning.recusal.note,
      });
    case "nativeTown":
      return t("status.nativeTownWho", { observer: warning.observerName });
    case "rotationOver":
    case "rotationSoon":
      return t(`status.${warning.kind}`, {
        observer: warning.observerName,
        day: warning.until,
      });
  }
}

const LOOKS: Record<UnitWarning["kind"], { look: string; icon: IconName }> = {
  uncovered: { look: "text-attention", icon: "error" },
  absent: { look: "text-attention", icon: "error" },
  inactive: { look: "text-attention", icon: "error" },
  recusal: { look: "text-attention", icon: "error" },
  rotationOver: { look: "text-caution", icon: "warning" },
  gapAhead: { look: "text-caution", icon: "warning" },
  rotationSoon: { look: "text-caution", icon: "clock" },
  nativeTown: { look: "text-ink-soft", icon: "info" },
};

/** Warnings as sentences: a recusal is told in words, not as a colour. */
export function WarningList({ t, warnings }: { t: Words; warnings: readonly UnitWarning[] }) {
  return (
    <ul className="flex min-w-44 flex-col gap-0.5">
      {warnings.map((warning) => {
        const { look, icon } = LOOKS[warning.kind];
        const text = warningText(t, warning);
        return (
          <li key={text} className={`flex items-start gap-1.5 text-sm ${look}`}>
            <Icon name={icon} className="mt-[3px] size-3.5 shrink-0" />
            {text}
          </li>
        );
      })}
    </ul>
  );
}

export const LOAD_TONES = {
  below: "caution",
  two: "neutral",
  three: "neutral",
  over: "attention",
} as const satisfies Record<string, Tone>;

import { fill } from "@/components/form/messages";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import type { UnitTile } from "@/lib/field/kit/rules";
import { FollowUpSummary } from "../follow-up/summary";
import type { FieldLocale, FieldText, FieldWords } from "./field-words";

/** So many gaps go straight to their form; the rest is a tap further. */
const SHORTCUTS = 4;

type Props = {
  tiles: UnitTile[];
  today: string;
  text: FieldText;
  followUps: FieldWords["followUps"];
  locale: FieldLocale;
};

/** The viewer's units, what is due at each, and what was promised there. */
export function UnitsView({ tiles, today, text, followUps, locale }: Props) {
  if (tiles.length === 0) {
    return (
      <EmptyState title={text.empty.units} icon="unit">
        {text.empty.unitsHint}
      </EmptyState>
    );
  }
  return (
    <ul className="flex flex-col gap-3">
      {tiles.map((tile) => (
        <Tile key={tile.id} tile={tile} today={today} text={text} followUps={followUps} locale={locale} />
      ))}
    </ul>
  );
}

function Tile({ tile, today, text, followUps, locale }: Omit<Props, "tiles"> & { tile: UnitTile }) {
  const { hint } = text;
  const more = tile.gaps.length - SHORTCUTS;
  return (
    <li className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
      <a
        href={`/field/units/${tile.id}`}
        className="flex min-h-18 items-center gap-3 px-4 py-3 active:bg-accent-soft"
      >
        <span className="min-w-0 flex-1">
          <span className="block text-xl font-semibold">{tile.name}</span>
          <span className="mt-0.5 block text-sm text-ink-hint">{lastVisit(tile, text)}</span>
          {tile.until !== null && (
            <span className="block text-sm text-caution">{fill(hint.until, { day: tile.until })}</span>
          )}
        </span>
        <Icon name="chevronRight" className="size-5 text-ink-hint" />
      </a>
      <FollowUpSummary
        followUps={tile.followUps}
        today={today}
        href={`/field/units/${tile.id}#follow-ups`}
        words={followUps}
      />
      {tile.gaps.length > 0 ? (
        <ul className="grid grid-cols-2 gap-2 border-t border-line px-3 py-3">
          {tile.gaps.slice(0, SHORTCUTS).map((gap) => (
            <li key={gap.methodId}>
              <a
                href={`/field/new?unit=${tile.id}&method=${gap.methodId}`}
                className="flex min-h-11 flex-wrap items-center justify-between gap-x-1.5 rounded-md border border-line-strong px-3 py-1 active:bg-accent-soft"
              >
                {locale === "en" ? gap.nameEn : gap.name}
                <span className="text-sm text-caution">{fill(hint.stillDue, { missing: gap.missing })}</span>
              </a>
            </li>
          ))}
          {more > 0 && (
            <li className="col-span-2 text-sm text-ink-hint">{fill(hint.moreDue, { count: more })}</li>
          )}
        </ul>
      ) : (
        <p className="border-t border-line px-4 py-2.5 text-sm text-positive">{hint.allMet}</p>
      )}
    </li>
  );
}

function lastVisit({ lastOn, silentDays }: UnitTile, { hint }: FieldText): string {
  if (lastOn === null) return hint.neverVisited;
  if (silentDays === 0) return hint.lastToday;
  return fill(hint.lastVisit, { day: lastOn, days: silentDays ?? 0 });
}

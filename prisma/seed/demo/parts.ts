/**
 * What hangs on a record beside its text: 双十条 items, and links to earlier records of the same observer and unit. Drawn
 * by the record's own id, so that the texts of the world stay as they are.
 */
import { createRandom, type Random } from "../support/random";
import { itemOn } from "./conduct";
import type { DemoRecord } from "./record";
import type { Dimension } from "./texts/phrases";

/** Which of the ten stand near to a dimension. */
const near: Record<Dimension, readonly number[]> = {
  VIRTUE: [1, 9, 10],
  ABILITY: [2, 6, 7],
  DILIGENCE: [3, 4, 9],
  PERFORMANCE: [4, 5, 6],
  INTEGRITY: [1, 8, 10],
};
const SHARE = { POSITIVE: 0.3, NEUTRAL: 0.06, ATTENTION: 0.6 } as const;

function itemsOf(random: Random, record: DemoRecord, today: string): string[] {
  const item = (code: string) => itemOn(code, record.startedAt.slice(0, 10), today);
  if (!random.chance(SHARE[record.polarity])) return [];
  if (record.polarity === "ATTENTION") return [item(`negative_${random.int(1, 10)}`)];
  const fitting = record.dimensions.flatMap((dimension) => near[dimension]);
  const chosen = random.shuffle([...new Set(fitting)]).slice(0, random.int(1, 2));
  return chosen.sort((a, b) => a - b).map((position) => item(`positive_${position}`));
}

/** In the order of time: a link leads to one of the three records before. */
export function* withParts(records: Iterable<DemoRecord>, today: string): Generator<DemoRecord> {
  const before = new Map<string, DemoRecord[]>();
  for (const record of records) {
    const random = createRandom(`parts:${record.id}`);
    const place = `${record.observerId} ${record.unitId}`;
    const earlier = (before.get(place) ?? []).filter((one) => one.endedAt < record.startedAt);
    before.set(place, [...(before.get(place) ?? []).slice(-2), record]);
    yield {
      ...record,
      conductItemIds: itemsOf(random, record, today),
      links: earlier.length > 0 && random.chance(0.07) ? [random.pick(earlier).id] : [],
    };
  }
}

/** The records of an item of the two lists: walked to in the order of time, for each person what the policies leave. */
import { beforeAll, describe, expect, it } from "vitest";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { countObservations, listObservations } from "@/lib/observations/queries";
import { reviewObservation } from "@/lib/observations/review/commands";
import type { ObservationFilter } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findConductItem,
  noon,
  type Person,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";

const POLARITIES = ["POSITIVE", "NEUTRAL", "ATTENTION"] as const;
const STATES = ["ACCEPTED", "SUBMITTED", "RETURNED"] as const;

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const [item, other] = [await findConductItem("positive_3"), await findConductItem("positive_4")];
  const author = await createPerson("OBSERVER", { units: [unit] });
  const colleague = await createPerson("OBSERVER", { units: [unit] });
  for (let at = 0; at < 24; at += 1)
    await createObservation(at % 2 ? author : colleague, unit, {
      cadres: at % 4 ? [cadre] : [],
      // several of one moment
      on: daysAgo(Math.floor(at / 2) * 9),
      confidentiality: ((Math.floor(at / 3) % 3) + 1) as 1 | 2 | 3,
      polarity: POLARITIES[at % 3],
      state: STATES[Math.floor(at / 4) % 3],
      fact: at % 5 ? "到窗口看办件情况。" : "到工地看围挡情况。",
      conductItemIds: [[item.id], [other.id, item.id], [other.id], []][at % 4],
    });
  return { unit, cadre, item, author, colleague };
}

describe("the records of an item", () => {
  let there: Awaited<ReturnType<typeof scene>>;
  let people: Person[];
  beforeAll(async () => {
    there = await scene();
    people = [
      there.author,
      there.colleague,
      await createPerson("REVIEWER", { clearance: 3 }),
      await createPerson("REVIEWER", { clearance: 1 }),
      await createPerson("LEADER", { clearance: 2 }),
      await createPerson("OBSERVER", { units: [await createUnit()] }),
    ];
  });

  it("are those of the person's whole list that cite it, in its order, under each filter and on each page", async () => {
    const { unit, cadre, item } = there;
    const filters: ObservationFilter[] = [
      {},
      { from: daysAgo(80), to: daysAgo(20) },
      { polarity: "positive" },
      { state: "counted" },
      { cadre: cadre.id },
      { observer: there.author.id },
      { q: "工地" },
      { q: "办件情况", to: daysAgo(10) },
    ];
    let found = 0;
    for (const person of people) {
      for (const filter of filters) {
        await read(person, async (db) => {
          const all = await listObservations(db, { unit: unit.id, ...filter });
          const expected = all.items
            .filter((row) => row.conductItemIds.includes(item.id))
            .map(({ id }) => id);
          const asked = { unit: unit.id, ...filter, item: item.id };
          const ids: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await listObservations(db, { ...asked, cursor }, 3);
            ids.push(...page.items.map(({ id }) => id));
            cursor = page.nextCursor ?? undefined;
          } while (cursor);
          expect(ids, `${person.name} ${JSON.stringify(filter)}`).toEqual(expected);
          expect(await countObservations(db, asked)).toBe(expected.length);
          found += expected.length;
        });
      }
    }
    expect(found).toBeGreaterThan(100);
  });

  it("follow a record that is written anew on another day, with another item", async () => {
    const { unit, author } = there;
    const [before, after] = [await findConductItem("positive_5"), await findConductItem("positive_6")];
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const listed = async (item: { id: string }) =>
      (await read(author, (db) => listObservations(db, { unit: unit.id, item: item.id }))).items.map(
        (row) => [row.id, row.startedAt.toISOString()],
      );
    const input = await entry(unit, [], { conductItemIds: [before.id] });
    expect(await logObservation(author, input)).toMatchObject({ ok: true });
    expect(await listed(before)).toEqual([[input.id, new Date(input.startedAt).toISOString()]]);
    await reviewObservation(reviewer, { id: input.id, revisionNo: 1, decision: "RETURN", reason: "请补充" });
    expect(await listed(before)).toHaveLength(1);
    const day = noon(daysAgo(3));
    const {
      unitId: _,
      methodId: __,
      ...again
    } = await entry(unit, [], {
      id: input.id,
      startedAt: day.toISOString(),
      endedAt: day.toISOString(),
      conductItemIds: [after.id],
    });
    expect(await amendObservation(author, { ...again, revisionNo: 1, reason: "改了日期" })).toMatchObject({
      ok: true,
    });
    expect(await listed(before)).toEqual([]);
    expect(await listed(after)).toEqual([[input.id, day.toISOString()]]);
  });
});

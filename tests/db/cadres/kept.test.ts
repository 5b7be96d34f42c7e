/** The file as the kept counts tell it (docs/adr/0042), against the same file counted record by record. */
import { beforeAll, describe, expect, it } from "vitest";
import { type CadreFile, getCadreFile, listCadreFiles } from "@/lib/cadres/file/queries";
import type { CadreFileFilter } from "@/lib/cadres/file/schema";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createCadre,
  createObservation,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  findConductItem,
  findMethod,
  type Person,
  today,
} from "@/tests/support/builders";
import { createTask } from "@/tests/support/tasks";

const open = (
  person: Person,
  role: Role,
  cadre: { id: string },
  filter: CadreFileFilter,
  forOthers: boolean,
) =>
  read(person, (db) =>
    getCadreFile(db, { id: person.id, roles: [role], cadreId: null }, cadre.id, filter, today(), {
      forOthers,
    }),
  );
const isPlain = (person: Person) =>
  read(person, (db) => db.rows<{ yes: boolean }>(sql`select viewer_sees_by_level() as yes`)).then(
    ([row]) => row?.yes,
  );

/** Lists without an order of their own are put into one. */
function told({ records, exposure }: CadreFile) {
  const sorted = <T>(list: T[]) => list.map((one) => JSON.stringify(one)).sort();
  return (
    records && {
      ...records,
      dimensions: sorted(records.dimensions),
      polarities: sorted(records.polarities),
      exposure,
    }
  );
}

const SIGHTS = [
  ["REVIEWER", 3],
  ["REVIEWER", 2],
  ["LEADER", 3],
  ["LEADER", 1],
] as const;
const POLARITIES = ["POSITIVE", "NEUTRAL", "ATTENTION"] as const;

/** Records of each level, tone and kind, over two years; `elsewhere` is a unit where nobody of them stands. */
async function scene() {
  const [unit, next, elsewhere] = [await createUnit(), await createUnit(), await createUnit()];
  const cadre = await createCadre(unit, { startsOn: daysAgo(900) });
  await createPost(cadre, next, { startsOn: daysAgo(900), isPrimary: false });
  const authors = [
    await createPerson("OBSERVER", { units: [unit, next] }),
    await createPerson("OBSERVER", { units: [unit, next] }),
  ] as const;
  const task = await createTask(unit, { startsOn: daysAgo(900) });
  const item = await findConductItem("positive_1");
  for (const [at, day] of [
    0, 1, 14, 20, 31, 45, 59, 60, 61, 75, 200, 340, 364, 365, 366, 420, 700,
  ].entries()) {
    await createObservation(authors[at % 2 ? 1 : 0], at % 5 === 4 ? next : unit, {
      cadres: [cadre],
      on: daysAgo(day),
      confidentiality: ((at % 3) + 1) as 1 | 2 | 3,
      polarity: POLARITIES[at % 4 === 3 ? 2 : at % 3],
      state: at % 7 === 6 ? "SUBMITTED" : at % 7 === 5 ? "ARCHIVED" : "ACCEPTED",
      method: at % 2 ? "regular_talk" : "field_survey",
      dimensions: at % 2 ? ["ABILITY", "INTEGRITY"] : ["PERFORMANCE"],
      conductItemIds: at % 4 === 0 ? [item.id] : [],
      task: at % 3 === 0 ? task : undefined,
    });
  }
  return { cadre, unit, elsewhere, task, item, recorder: authors[0] };
}

describe("the kept counts of a file", () => {
  let there: Awaited<ReturnType<typeof scene>>;
  beforeAll(async () => {
    there = await scene();
  });

  it.each(SIGHTS)(
    "tell a %s of level %i what counting each record tells, on each day, under each filter",
    async (role, clearance) => {
      const { cadre, elsewhere, task, item, recorder } = there;
      const { id: method } = await findMethod("regular_talk");
      const filters: CadreFileFilter[] = [
        {},
        ...[1, 13, 33, 62, 400].map((days) => ({ on: daysAgo(days) })),
        { method },
        { dimension: "ability" },
        { dimension: "ability", polarity: "attention" },
        { polarity: "positive", on: daysAgo(40) },
        { observer: recorder.id },
        { source: "testimony" },
        { task: task.id },
        { item: item.id, on: daysAgo(30) },
        { from: daysAgo(59), method },
      ];
      const plain = await createPerson(role, { clearance });
      // one record of their own, in which this cadre does not stand: they see the same, and it is counted
      const counted = await createPerson([role], { clearance });
      await createObservation(counted, elsewhere);
      expect([await isPlain(plain), await isPlain(counted)]).toEqual([true, false]);
      const asked = [
        ...filters.map((filter) => [filter, false] as const),
        [{}, true] as const,
        [{ on: daysAgo(33) }, true] as const,
      ];
      for (const [filter, forOthers] of asked) {
        const kept = told(await open(plain, role, cadre, filter, forOthers));
        expect(kept, JSON.stringify(filter)).toEqual(
          told(await open(counted, role, cadre, filter, forOthers)),
        );
        expect(kept?.matching).toBe(kept?.items.length);
      }
      const listed = await read(plain, (db) =>
        listCadreFiles(db, { id: plain.id, roles: [role], cadreId: null }, [cadre.id], {}, today()),
      );
      expect(listed.map((file) => file.records?.strength)).toEqual([
        (await open(counted, role, cadre, {}, false)).records?.strength,
      ]);
    },
  );

  it("are told to nobody whose sight is not plain", async () => {
    const { cadre, unit } = there;
    const asked = (person: Person) =>
      read(person, (db) =>
        db.rows<{ n: number }>(sql`
          select (select count(*) from viewer_file_counts(${cadre.id}::uuid, false))::int
               + (select count(*) from viewer_file_months(${cadre.id}::uuid, '-infinity', 'infinity', false))::int as n`),
      ).then(([row]) => row?.n);
    expect(await asked(await createPerson("LEADER", { clearance: 1 }))).toBeGreaterThan(0);
    for (const person of [
      await createPerson("OBSERVER", { units: [unit] }),
      await createPerson("ADMIN"),
      await createPerson(["REVIEWER"], { cadreId: (await createCadre(unit)).id }),
      await createPerson("AUDITOR"),
    ])
      expect(await asked(person)).toBe(0);
  });
});

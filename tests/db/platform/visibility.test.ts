/** Row-level security against an independent statement of the rules, over random people and records. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countObservations, listObservations } from "@/lib/observations/queries";
import { read } from "@/lib/platform/db";
import { can, ROLES, type Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  type TestUnit,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

type Who = Person & { roles: Role[]; clearance: number; units: string[]; cadreId?: string };
type Row = {
  id: string;
  unit: string;
  observer: string;
  second: string | null;
  confidentiality: number;
  guarded: boolean;
  state: string;
  cadreIds: string[];
};

/** product.md, rules 5 and 8 and the table of roles, said once more in plain code. */
function maySee(who: Who, row: Row): boolean {
  if (!can(who, "observations.read")) return false;
  if (who.cadreId && row.cadreIds.includes(who.cadreId)) return false;
  if (row.observer === who.id || row.second === who.id) return true;
  const isReviewer = who.roles.includes("REVIEWER");
  const readsAll = isReviewer || who.roles.includes("LEADER");
  if (readsAll && row.confidentiality <= who.clearance && (!row.guarded || isReviewer)) return true;
  return (
    who.roles.includes("OBSERVER") &&
    who.units.includes(row.unit) &&
    row.confidentiality === 1 &&
    ["ACCEPTED", "ARCHIVED"].includes(row.state) &&
    !row.guarded
  );
}

const MIXES: Role[][] = [
  ...ROLES.map((role) => [role]),
  ["OBSERVER", "REVIEWER"],
  ["REVIEWER", "LEADER"],
  ["OBSERVER", "CADRE"],
  ["ADMIN", "LEADER"],
  ["OBSERVER", "ADMIN"],
];

async function world() {
  const units: TestUnit[] = [];
  for (let n = 0; n < 6; n++) units.push(await createUnit());
  const cadres = await Promise.all(units.map((unit) => createCadre(unit)));
  const people: Who[] = [];
  for (const [index, roles] of [...MIXES, ...MIXES].entries()) {
    const mine = roles.includes("OBSERVER")
      ? [units[index % 6], units[(index + 2) % 6]].filter((unit) => unit !== undefined)
      : [];
    const clearance = (index % 3) + 1;
    const cadreId = roles.includes("CADRE") && index < 14 ? cadres[index % 6]?.id : undefined;
    const person = await createPerson(roles, { clearance, units: mine, cadreId });
    people.push({ ...person, roles, clearance, units: mine.map((unit) => unit.id), cadreId });
  }
  const observers = people.filter((one) => one.roles.includes("OBSERVER"));
  const shapes = fc.sample(
    fc.record({
      observer: fc.nat(observers.length - 1),
      unit: fc.nat(1),
      second: fc.option(fc.nat(observers.length - 1)),
      confidentiality: fc.constantFrom(1, 2, 3),
      polarity: fc.constantFrom("POSITIVE", "NEUTRAL", "ATTENTION"),
      isCorroborated: fc.boolean(),
      state: fc.constantFrom("SUBMITTED", "RETURNED", "ACCEPTED", "ARCHIVED"),
      hasCadre: fc.boolean(),
    }),
    { numRuns: 360, seed: 20261123 },
  );
  // other runs may have left their records in the database
  const marker = units[0]?.id.slice(0, 8) ?? "";
  const rows: Row[] = [];
  for (const shape of shapes) {
    const observer = observers[shape.observer];
    const unit = units.find((one) => one.id === observer?.units[shape.unit]);
    if (!observer || !unit) continue;
    const second = shape.second === null ? undefined : observers[shape.second];
    const own = cadres[units.indexOf(unit)];
    // nobody comes along to their own unit
    const another = second && second.id !== observer.id && second.cadreId !== own?.id ? second : undefined;
    // nor records themselves
    const cadre = shape.hasCadre && observer.cadreId !== own?.id ? own : undefined;
    const { id } = await createObservation(observer, unit, {
      secondObserver: another,
      confidentiality: shape.confidentiality as 1 | 2 | 3,
      polarity: shape.polarity as "POSITIVE" | "NEUTRAL" | "ATTENTION",
      isCorroborated: shape.isCorroborated,
      state: shape.state as "SUBMITTED",
      cadres: cadre ? [cadre] : [],
      fact: `甲乙丙丁 ${marker}`,
    });
    rows.push({
      id,
      unit: unit.id,
      observer: observer.id,
      second: another?.id ?? null,
      confidentiality: shape.confidentiality,
      guarded: shape.polarity === "ATTENTION" && !shape.isCorroborated,
      state: shape.state,
      cadreIds: cadre ? [cadre.id] : [],
    });
  }
  return { units, people, rows, marker };
}

describe("observations under row-level security", () => {
  it("shows each person exactly what the rules say: rows, cadre lines, search hits and counts", async () => {
    const { units, people, rows, marker } = await world();
    const unitIds = units.map((unit) => unit.id);
    expect(rows.length * people.length).toBeGreaterThan(10_000);
    for (const who of people) {
      const expected = rows
        .filter((row) => maySee(who, row))
        .map((row) => row.id)
        .sort();
      const seen = await read(who, async (db) => ({
        rows: await db.rows<{ id: string }>(
          sql`select id from observations where unit_id = any(${unitIds}::uuid[])`,
        ),
        lines: await db.rows<{ id: string }>(
          sql`select distinct observation_id as id from observation_cadres where unit_id = any(${unitIds}::uuid[])`,
        ),
        found: await Promise.resolve(listObservations(db, { q: `甲乙丙丁 ${marker}` }, 400)),
        counted: await countObservations(db, { q: `甲乙丙丁 ${marker}` }),
      }));
      const label = `${who.roles.join("+")} ${who.clearance}`;
      expect(seen.rows.map((row) => row.id).sort(), label).toEqual(expected);
      expect(seen.lines.map((row) => row.id).sort(), label).toEqual(
        rows
          .filter((row) => maySee(who, row) && row.cadreIds.length > 0)
          .map((row) => row.id)
          .sort(),
      );
      expect(seen.found.items.map((row) => row.id).sort(), label).toEqual(expected);
      expect(seen.counted, label).toBe(expected.length);
    }
  }, 120_000);

  it("leaks nothing between 200 mixed requests on one small pool, some of them failing midway", async () => {
    const unit = await createUnit();
    const author = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(author, unit, { confidentiality: 3 });
    const stranger = await createPerson("OBSERVER");
    const auditor = await createPerson("AUDITOR");
    const seenBy = (who: Person, breaks: boolean) =>
      read(who, async (db) => {
        const found = await db.rows<{ n: number }>(
          sql`select count(*)::int as n from observations where unit_id = ${unit.id}::uuid`,
        );
        if (breaks) throw new Error("the request was cut off");
        return found[0]?.n;
      }).catch(() => "broken" as const);
    const asked = Array.from({ length: 200 }, (_, n) => ({
      who: [author, stranger, auditor][n % 3] as Person,
      breaks: n % 7 === 0,
    }));
    const answers = await Promise.all(asked.map(({ who, breaks }) => seenBy(who, breaks)));
    for (const [index, answer] of answers.entries()) {
      const { who, breaks } = asked[index] as (typeof asked)[number];
      expect(answer).toBe(breaks ? "broken" : who === author ? 1 : 0);
    }
  });

  it("makes coverage counts equal to the records that can be opened, for every reader of all units", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    for (const confidentiality of [1, 2, 3] as const) {
      for (const polarity of ["POSITIVE", "ATTENTION"] as const)
        await createObservation(observer, unit, { confidentiality, polarity });
      await createObservation(observer, unit, { confidentiality, state: "RETURNED" });
    }
    for (const role of ["REVIEWER", "LEADER"] as const) {
      for (const clearance of [1, 2, 3]) {
        const who = await createPerson(role, { clearance });
        const [sums] = await read(who, (db) =>
          db.rows<{ counted: number; open: number }>(sql`
            select (select coalesce(sum(records), 0)::int from observation_counts where unit_id = ${unit.id}::uuid) as counted,
                   (select count(*)::int from observations where unit_id = ${unit.id}::uuid and state <> 'RETURNED') as open`),
        );
        expect(sums?.counted, `${role} ${clearance}`).toBe(sums?.open);
        expect(sums?.open, `${role} ${clearance}`).toBe(role === "REVIEWER" ? clearance * 2 : clearance);
      }
    }
  });
});

describe("can and the policies", () => {
  const guardedBy = {
    observations: "observations.read",
    audit_events: "audit.read",
    cadres: "cadres.open",
    assignments: "assignments.read",
  } as const;

  it.each(ROLES)("agree that %s without the right sees no row", async (role) => {
    const person = await createPerson(role);
    for (const [table, right] of Object.entries(guardedBy)) {
      if (can({ roles: [role] }, right as (typeof guardedBy)[keyof typeof guardedBy])) continue;
      const [seen] = await read(person, (db) =>
        db.rows<{ n: number }>(
          {
            observations: sql`select count(*)::int as n from observations`,
            audit_events: sql`select count(*)::int as n from audit_events`,
            cadres: sql`select count(*)::int as n from cadres`,
            assignments: sql`select count(*)::int as n from assignments`,
          }[table] ?? sql`select 1 as n`,
        ),
      );
      expect(seen?.n, table).toBe(0);
    }
  });

  it("keep the three administrators from every business table", async () => {
    const { rows } = await owner().query("select count(*)::int as n from units");
    expect(rows[0].n).toBeGreaterThan(90);
    for (const role of ["SYSADMIN", "SECADMIN", "AUDITOR"] as const) {
      const person = await createPerson(role);
      const [seen] = await read(person, (db) =>
        db.rows<{ n: number }>(sql`
          select (select count(*) from units) + (select count(*) from cadres) + (select count(*) from post_holdings)
               + (select count(*) from assignments) + (select count(*) from observations) + (select count(*) from observation_counts)
               + (select count(*) from observation_drafts) + (select count(*) from follow_ups) + (select count(*) from central_tasks)
               + (select count(*) from methods) + (select count(*) from recusal_declarations) as n`),
      );
      expect(Number(seen?.n), role).toBe(0);
    }
  });
});

/** Who meets a waiting entry, and what of it: each reader against an independent statement of the rules. */
import { describe, expect, it } from "vitest";
import { settleHandover } from "@/lib/handovers/commands";
import { findHandover, listHandovers } from "@/lib/handovers/queries";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createAssignment,
  createCadre,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
} from "@/tests/support/builders";
import { handedOver, reassigned } from "@/tests/support/handovers";
import { asAppRole, owner } from "@/tests/support/owner";

const LEVELS = [1, 2, 3] as const;
const POLARITIES = ["POSITIVE", "ATTENTION"] as const;

type Reader = { roles: Role[]; clearance?: number; holds?: boolean };
const READERS: Record<string, Reader> = {
  "the unit's observer": { roles: ["OBSERVER"], holds: true },
  "another observer": { roles: ["OBSERVER"] },
  "reviewer 1": { roles: ["REVIEWER"], clearance: 1 },
  "reviewer 2": { roles: ["REVIEWER"], clearance: 2 },
  "reviewer 3": { roles: ["REVIEWER"], clearance: 3 },
  "leader 1": { roles: ["LEADER"], clearance: 1 },
  "leader 3": { roles: ["LEADER"], clearance: 3 },
  "the unit's observer who leads": { roles: ["OBSERVER", "LEADER"], clearance: 2, holds: true },
  admin: { roles: ["ADMIN"], clearance: 3 },
  liaison: { roles: ["LIAISON"], clearance: 3 },
  cadre: { roles: ["CADRE"], clearance: 3 },
  sysadmin: { roles: ["SYSADMIN"], clearance: 3 },
  secadmin: { roles: ["SECADMIN"], clearance: 3 },
  auditor: { roles: ["AUDITOR"], clearance: 3 },
};

const knows = ({ roles, holds = false }: Reader): boolean =>
  holds || roles.some((role) => role === "REVIEWER" || role === "LEADER" || role === "ADMIN");
function reads({ roles, holds = false, clearance = 1 }: Reader, level: number, isNegative: boolean): boolean {
  if (roles.includes("REVIEWER")) return level <= clearance;
  if (isNegative) return false;
  return (roles.includes("LEADER") && level <= clearance) || (holds && level === 1);
}

/** Everything that a person's own SQL could bring out of the two tables. */
const everythingOf = (person: Person, id: string) =>
  read(person, async (db) => ({
    page: await findHandover(db, id),
    list: (await listHandovers(db, "waiting")).filter((row) => row.id === id),
    raw: await db.rows(sql`select h.*, b.* from handovers h left join handover_bodies b on b.handover_id = h.id
                           where h.id = ${id}::uuid`),
    body: await db.rows(sql`select * from handover_bodies where handover_id = ${id}::uuid`),
    lines: await db.rows(sql`select * from handover_cadres(${id}::uuid)`),
  }));

describe("a waiting hand-over", () => {
  it("is known and read by whom the rules say, at each level and polarity", async () => {
    const scene = await reassigned();
    const people = new Map<string, Person>();
    for (const [name, { roles, clearance, holds }] of Object.entries(READERS)) {
      people.set(name, await createPerson(roles, { clearance, units: holds ? [scene.unit] : [] }));
    }
    for (const confidentiality of LEVELS) {
      for (const polarity of POLARITIES) {
        const canary = `鸬鹚${confidentiality}${polarity}`;
        const { id, author } = await handedOver({ confidentiality, polarity, fact: canary }, scene);
        expect(JSON.stringify(await everythingOf(author, id))).toContain(canary);
        for (const [name, person] of people) {
          const reader = READERS[name];
          if (!reader) continue;
          const label = `${name} ${canary}`;
          const seen = await everythingOf(person, id);
          const mayRead = reads(reader, confidentiality, polarity === "ATTENTION");
          expect(JSON.stringify(seen).includes(canary), label).toBe(mayRead);
          expect(seen.page !== null && seen.list.length === 1, label).toBe(knows(reader));
          expect(seen.lines.length > 0, label).toBe(mayRead);
          if (!mayRead && seen.page) {
            // nothing from which to guess what kind of entry it is (rule 5)
            expect(seen.page, label).toMatchObject({ text: null, methodName: null, isReadable: false });
          }
        }
      }
    }
  });

  it("is neither known nor read by the person that it is about", async () => {
    for (const roles of [["REVIEWER"], ["LEADER"], ["ADMIN"], ["OBSERVER"]] as Role[][]) {
      const { id, unit, cadre } = await handedOver();
      const about = await createPerson(roles, { clearance: 3, cadreId: cadre.id, units: [unit] });
      const seen = await everythingOf(about, id);
      expect(seen).toEqual({ page: null, list: [], raw: [], body: [], lines: [] });
    }
  });

  it("is no more the former observers' than the unit is", async () => {
    const { id, unit } = await handedOver();
    const former = await createPerson("OBSERVER");
    await createAssignment(former, unit, { startsOn: daysAgo(400), endsOn: daysAgo(1) });
    expect((await everythingOf(former, id)).raw).toEqual([]);
  });

  it("leaves the word to the record, once it was taken in", async () => {
    const { id, author, successor, input } = await handedOver();
    expect((await settleHandover(successor, { id, decision: "ADMIT" })).ok).toBe(true);
    for (const person of [author, successor, await createPerson("REVIEWER", { clearance: 3 })]) {
      const seen = await everythingOf(person, id);
      expect(seen.raw).toHaveLength(1);
      expect(JSON.stringify(seen)).not.toContain(input.fact);
    }
  });
});

/** As somebody, with the app's own login, undone afterwards. */
async function attempt(person: Person, statement: string, values: unknown[]): Promise<string> {
  return asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select enter($1)", [person.id]);
    const answer = await client.query(statement, values).then(
      (result) => `${result.rowCount} rows`,
      (error: Error) => error.message,
    );
    await client.query("rollback");
    return answer;
  });
}

describe("SQL by hand", () => {
  it("writes neither table", async () => {
    const { id, author, successor } = await handedOver();
    for (const person of [author, successor, await createPerson("REVIEWER", { clearance: 3 })]) {
      for (const statement of [
        "update handovers set state = 'ADMITTED' where id = $1",
        "update handover_bodies set body = '{}' where handover_id = $1",
        "delete from handovers where id = $1",
        "delete from handover_bodies where handover_id = $1",
        "insert into handovers (id, unit_id, author_id, occurred_on) select gen_random_uuid(), unit_id, author_id, occurred_on from handovers where id = $1",
      ])
        expect(await attempt(person, statement, [id]), statement).toMatch(/permission denied/);
    }
  });

  it("settles nothing for who may not", async () => {
    const { id, author, unit } = await handedOver({ polarity: "ATTENTION" });
    const observer = await createPerson("OBSERVER", { units: [unit] });
    for (const person of [
      author,
      observer,
      await createPerson("LEADER", { clearance: 3 }),
      await createPerson("ADMIN", { clearance: 3 }),
      await createPerson("AUDITOR"),
    ]) {
      expect(await attempt(person, "select admit_handover($1)", [id])).toMatch(/permission denied/);
      expect(await attempt(person, "select decline_handover($1, '不收')", [id])).toMatch(/permission denied/);
    }
  });

  it("receives nothing for a unit that was not lost, nor in another's name", async () => {
    const { unit, successor } = await reassigned();
    const stranger = await createPerson("OBSERVER");
    const body = { startedAt: `${daysAgo(2)}T04:00:00Z`, confidentiality: 1, polarity: "NEUTRAL" };
    for (const person of [successor, stranger, await createPerson("ADMIN")]) {
      const answer = await attempt(
        person,
        `select receive_handover(gen_random_uuid(), $1, v.method_id, v.id, '\\x00', $2) from method_versions v limit 1`,
        [unit.id, JSON.stringify(body)],
      );
      expect(answer).toMatch(/handovers_unit_was_held|^0 rows/);
    }
  });

  it("puts no record in the place of an entry that waits", async () => {
    const { id, successor, unit } = await handedOver();
    expect(
      await attempt(
        successor,
        `insert into observations (id, unit_id, observer_id, method_id, method_version_id, started_at, ended_at, place, fact,
           dimensions, polarity, confidentiality, details, state, body_hash, submitted_at)
         select $1, $2, $3, v.method_id, v.id, now() - interval '1 hour', now() - interval '1 hour', '', '别的内容', '{}',
                'NEUTRAL', 1, '{}', 'SUBMITTED', '\\x00', now() from method_versions v limit 1`,
        [id, unit.id, successor.id],
      ),
    ).toMatch(/observations_not_handed_over/);
  });

  it("is refused to the owner as well: settled once, otherwise never changed", async () => {
    const { id, successor } = await handedOver();
    const settle = "update handovers set state = $2, settled_by = $3, settled_at = now() where id = $1";
    await owner().query(settle, [id, "DECLINED", successor.id]);
    await expect(owner().query(settle, [id, "ADMITTED", successor.id])).rejects.toThrow(
      /handovers_settled_once/,
    );
    await expect(
      owner().query("update handover_bodies set body = '{}' where handover_id = $1", [id]),
    ).rejects.toThrow(/handovers_settled_once/);
    for (const table of ["handovers", "handover_bodies"])
      await expect(owner().query(`delete from ${table}`)).rejects.toThrow(/append_only/);
  });
});

describe("cadre_names_that_day", () => {
  it("names people of the day to whom the unit was the viewer's, and nobody else", async () => {
    const { unit, author, cadre } = await reassigned();
    const later = await createCadre(unit, { startsOn: daysAgo(5) });
    const elsewhere = await createCadre(await createUnit());
    const names = (person: Person, day: string) =>
      read(person, async (db) => {
        const ids = [cadre.id, later.id, elsewhere.id];
        const [found] = await db.rows<{ names: Record<string, string> }>(
          sql`select cadre_names_that_day(${unit.id}::uuid, ${day}::date, ${ids}::uuid[]) as names`,
        );
        return found?.names;
      });
    expect(await names(author, daysAgo(20))).toEqual({ [cadre.id]: cadre.name });
    expect(await names(author, daysAgo(2))).toEqual({});
    expect(await names(await createPerson("OBSERVER"), daysAgo(20))).toEqual({});
  });
});

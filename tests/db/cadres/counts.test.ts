/** The counts by cadre: what they say is what the viewer can open, at each step of a record's life (rule 10). */
import { describe, expect, it } from "vitest";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { countObservations, listObservations } from "@/lib/observations/queries";
import { reviewObservation } from "@/lib/observations/review/commands";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createCadre,
  createObservation,
  createPerson,
  createPost,
  createUnit,
  findMethod,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";

type Who = Person & { roles: Role[]; cadreId?: string };
const as = async (roles: Role[], over: Parameters<typeof createPerson>[1] = {}): Promise<Who> => ({
  ...(await createPerson(roles, over)),
  roles,
  cadreId: over?.cadreId ?? undefined,
});

async function shown(who: Who, unit: TestUnit, cadreId: string) {
  const viewer = { roles: who.roles, cadreId: who.cadreId ?? null };
  const list = await read(who, (db) => listCadres(db, viewer, cadreFilter.parse({ unit: unit.id }), today()));
  const row = list.items.find(({ id }) => id === cadreId);
  return { recent: row?.recentRecords, ...row?.strength };
}

/** The same under the same policies, from the records themselves. */
async function opened(who: Who, cadreId: string) {
  const [found] = await read(who, (db) =>
    db.rows<object>(sql`
      select count(*)::int as recent, (count(*) filter (where o.state <> 'SUBMITTED'))::int as records,
             (count(distinct o.observer_id) filter (where o.state <> 'SUBMITTED'))::int as recorders,
             (count(distinct o.method_id) filter (where o.state <> 'SUBMITTED'))::int as methods,
             (count(distinct v.source_class) filter (where o.state <> 'SUBMITTED'))::int as sources
      from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
      join method_versions v on v.id = o.method_version_id
      where l.cadre_id = ${cadreId}::uuid and o.state <> 'RETURNED'`),
  );
  return found;
}

describe("the counts by cadre", () => {
  it("follow a record from submission over its return and a new revision with another cadre to acceptance", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await as(["REVIEWER"], { clearance: 2 });
    const [first, second] = [await createCadre(unit), await createCadre(unit)];
    const both = async () => [await shown(reviewer, unit, first.id), await shown(reviewer, unit, second.id)];
    const none = { recent: 0, records: 0, recorders: 0, methods: 0, sources: 0 };

    const input = await entry(unit, [first]);
    await logObservation(observer, input);
    expect(await both()).toEqual([{ ...none, recent: 1 }, none]);

    await reviewObservation(reviewer, {
      id: input.id,
      revisionNo: 1,
      decision: "RETURN",
      reason: "人写错了",
    });
    expect(await both()).toEqual([none, none]);

    const { unitId: _, methodId: __, ...again } = await entry(unit, [second], { id: input.id });
    expect(await amendObservation(observer, { ...again, revisionNo: 1, reason: "改了人" })).toMatchObject({
      ok: true,
    });
    expect(await both()).toEqual([none, { ...none, recent: 1 }]);

    await reviewObservation(reviewer, { id: input.id, revisionNo: 2, decision: "ACCEPT" });
    expect(await both()).toEqual([none, { recent: 1, records: 1, recorders: 1, methods: 1, sources: 1 }]);
  });

  it("equal what each person can open", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const author = await as(["OBSERVER"], { units: [unit] });
    const companion = await as(["OBSERVER"]);
    for (const confidentiality of [1, 2, 3] as const) {
      for (const polarity of ["POSITIVE", "ATTENTION"] as const) {
        for (const state of ["SUBMITTED", "RETURNED", "ACCEPTED", "ARCHIVED"] as const) {
          await createObservation(author, unit, { cadres: [cadre], confidentiality, polarity, state });
        }
      }
    }
    await createObservation(author, unit, { cadres: [cadre], method: "sit_in", secondObserver: companion });
    await createObservation(author, unit, { cadres: [cadre], polarity: "ATTENTION", isCorroborated: true });
    const people = [
      author,
      await as(["OBSERVER"], { units: [unit] }),
      await as(["LEADER"], { clearance: 2 }),
      await as(["LEADER", "OBSERVER"], { clearance: 1, units: [unit] }),
      ...(await Promise.all([1, 2, 3].map((clearance) => as(["REVIEWER"], { clearance })))),
    ];
    const sums = [];
    for (const who of people) {
      const seen = await shown(who, unit, cadre.id);
      expect(seen, who.roles.join()).toEqual(await opened(who, cadre.id));
      sums.push(seen.recent);
    }
    expect(sums).toEqual([20, 4, 8, 5, 8, 14, 20]);
    expect(await opened(companion, cadre.id)).toMatchObject({ recent: 1 });
  });

  it("are summed for an observer: what their units share, and their own wherever it was", async () => {
    const [home, away] = [await createUnit(), await createUnit()];
    const cadre = await createCadre(home);
    const other = await createCadre(home);
    for (const one of [cadre, other]) await createPost(one, away, { title: "挂职副主任", isPrimary: false });
    const author = await as(["OBSERVER"], { units: [home, away] });
    const stranger = await as(["OBSERVER"], { units: [away] });
    const companion = await as(["OBSERVER"], { units: [home] });
    for (const unit of [home, away]) {
      for (const by of [author, stranger]) {
        for (const [confidentiality, state] of [
          [1, "ACCEPTED"],
          [1, "SUBMITTED"],
          [2, "ACCEPTED"],
        ] as const) {
          await createObservation(by, unit, { cadres: [cadre, other], confidentiality, state });
          await createObservation(by, unit, {
            cadres: [cadre],
            confidentiality,
            state,
            polarity: "ATTENTION",
            method: "sit_in",
            secondObserver: companion,
          });
        }
      }
    }
    const told = (who: Who) =>
      read(who, (db) =>
        db.rows(
          sql`select * from viewer_seen_cadres(array[${cadre.id}::uuid], '-infinity', 'infinity', false)`,
        ),
      );
    const records: number[] = [];
    for (const who of [author, companion, stranger, await as(["OBSERVER"], { units: [home] })]) {
      for (const { id } of [cadre, other]) {
        const list = await shown(who, home, id);
        // who may not see the cadre sees no line of them
        if (list.recent !== undefined) expect(list).toEqual(await opened(who, id));
      }
      expect((await told(who))[0]).toEqual({ cadre_id: cadre.id, ...(await opened(who, cadre.id)) });
      records.push((await shown(who, home, cadre.id)).records ?? -1);
    }
    expect(records).toEqual([10, 10, 9, 2]);
    // not for others: a paper holds no one-source negative, not even the author's own
    const paper = await read(author, (db) =>
      listCadres(db, { roles: author.roles, cadreId: null }, cadreFilter.parse({ unit: home.id }), today(), {
        forOthers: true,
      }),
    );
    expect(paper.items.find(({ id }) => id === cadre.id)).toMatchObject({
      recentRecords: 8,
      strength: { records: 6 },
    });
    // and to nobody else
    const none = [
      await as(["REVIEWER"], { clearance: 3 }),
      await as(["LEADER", "OBSERVER"], { units: [home] }),
      await as(["OBSERVER"], { units: [home], cadreId: other.id }),
      await as(["ADMIN"]),
      await as(["LIAISON"]),
    ];
    for (const who of none) expect(await told(who), who.roles.join()).toEqual([]);
  });

  it("come in one row for who sees by level alone, and never for who recorded, is a cadre or is recused", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const author = await as(["OBSERVER"], { units: [unit] });
    const witness = await as(["LEADER"], { clearance: 1 });
    for (const confidentiality of [1, 2, 3] as const) {
      await createObservation(author, unit, { cadres: [cadre], confidentiality, state: "ACCEPTED" });
      await createObservation(author, unit, {
        cadres: [cadre],
        confidentiality,
        polarity: "ATTENTION",
        state: "SUBMITTED",
      });
    }
    await createObservation(author, unit, { cadres: [cadre], confidentiality: 3, secondObserver: witness });
    const rows = (who: Who) =>
      read(who, (db) =>
        db.rows<{ plain: boolean; months: number | null; units: number | null; records: number | null }>(sql`
          select viewer_sees_by_level() as plain,
            (select records from viewer_cadre_counts(array[${cadre.id}::uuid], '-infinity', 'infinity')) as months,
            (select sum(records)::int from viewer_counts('-infinity', 'infinity', ${unit.id}::uuid)) as units,
            (select records from cadre_sight_strengths where cadre_id = ${cadre.id}::uuid) as records`),
      ).then(([row]) => row);
    const none = { plain: false, months: null, units: null, records: null };
    expect(await rows(await as(["LEADER"], { clearance: 2 }))).toEqual({
      plain: true,
      months: 2,
      units: 2,
      records: 2,
    });
    expect(await rows(await as(["REVIEWER"], { clearance: 3 }))).toEqual({
      plain: true,
      months: 7,
      units: 7,
      records: 4,
    });
    const colleague = await createCadre(unit);
    for (const who of [author, witness, await as(["LEADER"], { clearance: 3, cadreId: colleague.id })]) {
      expect(await rows(who)).toEqual(none);
      expect(await shown(who, unit, cadre.id)).toEqual(await opened(who, cadre.id));
    }
    expect(await rows(await as(["ADMIN"]))).toEqual(none);
  });

  it("stand for the count of a unit's list, with what was sent back", async () => {
    const unit = await createUnit();
    const author = await as(["OBSERVER"], { units: [unit] });
    for (const confidentiality of [1, 2, 3] as const) {
      for (const state of ["SUBMITTED", "RETURNED", "ACCEPTED"] as const) {
        await createObservation(author, unit, { confidentiality, state });
        await createObservation(author, unit, { confidentiality, state, polarity: "ATTENTION" });
      }
      await createObservation(author, unit, { confidentiality, method: "sit_in" });
    }
    const people = [
      author,
      await as(["LEADER"], { clearance: 2 }),
      ...(await Promise.all([1, 2, 3].map((clearance) => as(["REVIEWER"], { clearance })))),
    ];
    const { id: method } = await findMethod("sit_in");
    const counts = [];
    for (const who of people) {
      const filters = [
        {},
        { state: "counted" as const },
        { method },
        { from: today() },
        { state: "returned" as const },
      ];
      for (const more of filters) {
        const filter = { unit: unit.id, ...more };
        const [count, list] = await read(who, async (db) => [
          await countObservations(db, filter, 100),
          await listObservations(db, filter),
        ]);
        expect(count, `${who.roles.join()} ${Object.keys(more).join()}`).toBe(list.items.length);
      }
      counts.push(await read(who, (db) => countObservations(db, { unit: unit.id }, 12)));
    }
    expect(counts).toEqual([12, 8, 7, 12, 12]);
  });

  it("are right after two reviewers accepted records of one cadre at the same time", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const reviewer = await as(["REVIEWER"], { clearance: 2 });
    const waiting = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const observer = await createPerson("OBSERVER", { units: [unit] });
        const input = await entry(unit, [cadre]);
        await logObservation(observer, input);
        return input.id;
      }),
    );
    const others = await Promise.all(waiting.map(() => as(["REVIEWER"], { clearance: 2 })));
    await Promise.all(
      waiting.map((id, at) =>
        reviewObservation(others[at] as Who, { id, revisionNo: 1, decision: "ACCEPT" }),
      ),
    );
    expect(await shown(reviewer, unit, cadre.id)).toMatchObject({ records: 6, recorders: 6, methods: 1 });
  });

  it("leave out, for who is a cadre too, each record that tells of themselves", async () => {
    const unit = await createUnit();
    const self = await createCadre(unit);
    const colleague = await createCadre(unit);
    const author = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(author, unit, { cadres: [self, colleague] });
    await createObservation(author, unit, { cadres: [colleague] });
    const leader = await as(["LEADER"], { clearance: 3, cadreId: self.id });
    expect(await shown(leader, unit, colleague.id)).toMatchObject({ recent: 1, records: 1 });
    expect(await shown(leader, unit, self.id)).toMatchObject({ recent: 0, records: 0 });
    const [kept] = await read(leader, (db) =>
      db.rows(
        sql`select (select count(*)::int from cadre_evidence_counts) as evidence, (select count(*)::int from cadre_month_counts) as months`,
      ),
    );
    expect(kept).toEqual({ evidence: 0, months: 0 });
  });
});

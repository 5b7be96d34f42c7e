import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type CadreFile, getCadreFile } from "@/lib/cadres/file/queries";
import { type CadreFileFilter, cadreFileFilter } from "@/lib/cadres/file/schema";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import {
  createCadre,
  createObservation,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  findMethod,
  type Person,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

/** The viewer as a request has it. */
async function viewerOf(person: Person): Promise<Viewer> {
  const [viewer] = await read(person, (db) =>
    db.rows<Viewer>(sql`select id, account, name, department, roles, clearance, unit_ids as "unitIds",
      own_unit_id as "ownUnitId", cadre_id as "cadreId", locale from enter(${person.id}::uuid)`),
  );
  if (!viewer) throw new Error("no such person");
  return viewer;
}

async function open(person: Person, cadre: { id: string }, filter: CadreFileFilter = {}): Promise<CadreFile> {
  const viewer = await viewerOf(person);
  return read(viewer, (db) => getCadreFile(db, viewer, cadre.id, filter, today()));
}
const idsOf = (file: CadreFile): string[] => file.records?.items.map((record) => record.id) ?? [];

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit, { title: "副镇长" });
  const author = await createPerson("OBSERVER", { units: [unit] });
  return { unit, cadre, author };
}

describe("getCadreFile", () => {
  it("shows an observer the cadres of their units and nobody else's", async () => {
    const { cadre, author } = await scene();
    const stranger = await createCadre(await createUnit());

    expect((await open(author, cadre)).name).toBe(cadre.name);
    await expect(open(author, stranger)).rejects.toThrow(NotFound);
  });

  it("counts accepted and archived records only, and what it counts is what it lists", async () => {
    const { unit, cadre, author } = await scene();
    const reviewer = await createPerson("REVIEWER");
    const kept = [
      await createObservation(author, unit, {
        cadres: [cadre],
        state: "ACCEPTED",
        dimensions: ["ABILITY", "INTEGRITY"],
      }),
      await createObservation(author, unit, {
        cadres: [cadre],
        state: "ARCHIVED",
        method: "regular_talk",
        on: daysAgo(9),
      }),
    ];
    await createObservation(author, unit, { cadres: [cadre], state: "SUBMITTED" });
    await createObservation(author, unit, { cadres: [cadre], state: "RETURNED" });

    for (const person of [author, reviewer]) {
      const file = await open(person, cadre);
      expect(idsOf(file)).toEqual(kept.map((record) => record.id));
      expect(file.records?.strength).toEqual({ records: 2, recorders: 1, methods: 2, sources: 2 });
      expect(file.records?.methods).toHaveLength(10);
      for (const method of file.records?.methods ?? []) {
        expect((await open(person, cadre, { method: method.id })).records?.matching).toBe(method.records);
      }
      for (const { dimension, polarity, records } of file.records?.dimensions ?? []) {
        const only = cadreFileFilter.parse({
          dimension: dimension.toLowerCase(),
          polarity: polarity.toLowerCase(),
        });
        expect((await open(person, cadre, only)).records?.matching).toBe(records);
      }
      expect((await open(person, cadre, { observer: author.id })).records?.matching).toBe(2);
      expect((await open(person, cadre, { source: "testimony" })).records?.matching).toBe(1);
    }
  });

  it("keeps a one-source negative remark from all but its author and the reviewers, in list, counts and words", async () => {
    const { unit, cadre, author } = await scene();
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const canary = `暗线${randomUUID()}`;
    const remark = await createObservation(author, unit, {
      cadres: [cadre],
      polarity: "ATTENTION",
      fact: canary,
    });
    const plain = await createObservation(colleague, unit, { cadres: [cadre], on: daysAgo(20) });

    for (const person of [author, reviewer]) {
      const file = await open(person, cadre);
      expect(idsOf(file)).toEqual([remark.id, plain.id]);
      expect(file.records?.items[0]?.isGuarded).toBe(true);
      expect(file.records?.strength.recorders).toBe(2);
    }
    for (const person of [leader, colleague]) {
      const file = await open(person, cadre);
      expect(idsOf(file)).toEqual([plain.id]);
      expect(JSON.stringify(file)).not.toContain(canary);
      expect(JSON.stringify(file)).not.toContain(author.id);
      expect(file.records?.strength).toEqual({ records: 1, recorders: 1, methods: 1, sources: 1 });
      expect(file.records?.lastOn).toBe(daysAgo(20));
    }
  });

  it("shows the remark to a leader once a second source stands behind it", async () => {
    const { unit, cadre, author } = await scene();
    const record = await createObservation(author, unit, {
      cadres: [cadre],
      polarity: "ATTENTION",
      isCorroborated: true,
    });

    expect(idsOf(await open(await createPerson("LEADER"), cadre))).toEqual([record.id]);
  });

  it("leaves the post of an old line as it was when the cadre moves", async () => {
    const unit = await createUnit();
    const elsewhere = await createUnit();
    const author = await createPerson("OBSERVER", { units: [unit] });
    const cadre = await createCadre(unit, { title: "科员", endsOn: daysAgo(10) });
    const record = await createObservation(author, unit, { cadres: [cadre], on: daysAgo(20) });
    const reviewer = await createPerson("REVIEWER");
    const lineOf = (file: CadreFile) =>
      file.records?.items.map(({ id, postTitle, unitId }) => ({ id, postTitle, unitId }));
    const before = lineOf(await open(reviewer, cadre));

    await createPost(cadre, elsewhere, { title: "科长", startsOn: daysAgo(9) });

    expect(before).toEqual([{ id: record.id, postTitle: "科员", unitId: unit.id }]);
    const after = await open(reviewer, cadre);
    expect(lineOf(after)).toEqual(before);
    expect(after.posts.map((post) => post.title)).toEqual(["科长", "科员"]);
  });

  it("can be shown as of a day: the post held then, records until then", async () => {
    const unit = await createUnit();
    const author = await createPerson("OBSERVER", { units: [unit] });
    const cadre = await createCadre(unit, { title: "科员", endsOn: daysAgo(10) });
    await createPost(cadre, unit, { title: "科长", startsOn: daysAgo(9) });
    const old = await createObservation(author, unit, { cadres: [cadre], on: daysAgo(30) });
    await createObservation(author, unit, { cadres: [cadre], on: daysAgo(5) });

    const file = await open(author, cadre, { on: daysAgo(15) });

    expect(file.asOf).toBe(daysAgo(15));
    expect(file.posts).toMatchObject([{ title: "科员", endsOn: null }]);
    expect(idsOf(file)).toEqual([old.id]);
    expect((await open(author, cadre, { on: "2999-01-01" })).asOf).toBe(today());
  });

  it("pages through all records without losing or doubling one", async () => {
    const { unit, cadre, author } = await scene();
    for (let at = 0; at < 33; at++) {
      await createObservation(author, unit, { cadres: [cadre], on: daysAgo(Math.floor(at / 3)) });
    }
    const first = await open(author, cadre);
    const cursor = first.records?.nextCursor ?? undefined;
    expect(cadreFileFilter.parse({ cursor })).toEqual({ cursor });
    const second = await open(author, cadre, { cursor });

    expect(idsOf(first)).toHaveLength(30);
    expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(33);
    expect(second.records?.nextCursor).toBeNull();
  });

  it("gives the assignment manager the roster's facts and no record", async () => {
    const { unit, cadre, author } = await scene();
    await createObservation(author, unit, { cadres: [cadre] });

    const file = await open(await createPerson("ADMIN"), cadre);

    expect(file.posts).toHaveLength(1);
    expect(file.records).toBeNull();
  });

  it("gives a cadre the own file without records, and nobody else's", async () => {
    const { unit, cadre, author } = await scene();
    const neighbour = await createCadre(unit);
    await createObservation(author, unit, { cadres: [cadre, neighbour] });
    const self = await createPerson("CADRE", { cadreId: cadre.id });

    expect(await open(self, cadre)).toMatchObject({ isOwn: true, records: null, tasks: null });
    await expect(open(self, neighbour)).rejects.toThrow(NotFound);
  });

  it("keeps the own records from an officer who is a cadre too", async () => {
    const { unit, cadre, author } = await scene();
    await createObservation(author, unit, { cadres: [cadre] });
    const reviewer = await createPerson(["REVIEWER", "CADRE"], { cadreId: cadre.id });

    expect((await open(reviewer, cadre)).records).toBeNull();
  });

  it("is not there for the three administrators, a liaison, or an id that is none", async () => {
    const { unit, cadre } = await scene();
    for (const role of ["SYSADMIN", "SECADMIN", "AUDITOR"] as const) {
      await expect(open(await createPerson(role), cadre)).rejects.toThrow(NotFound);
    }
    await expect(open(await createPerson("LIAISON", { unitId: unit.id }), cadre)).rejects.toThrow(NotFound);
    const reviewer = await createPerson("REVIEWER");
    await expect(open(reviewer, { id: randomUUID() })).rejects.toThrow(NotFound);
    await expect(open(reviewer, { id: "1; drop table cadres" })).rejects.toThrow(NotFound);
  });
});

describe("read log", () => {
  const linesOf = async (cadre: { id: string }) =>
    (await owner().query("select viewer_id from read_logs where cadre_id = $1 order by id", [cadre.id])).rows;

  it("holds one line for each opening, none for a file that was not there", async () => {
    const { cadre, author } = await scene();
    const reviewer = await createPerson("REVIEWER");

    await open(author, cadre);
    await open(reviewer, cadre, { method: (await findMethod("sit_in")).id });
    await expect(open(await createPerson("AUDITOR"), cadre)).rejects.toThrow(NotFound);
    await expect(open(await createPerson("OBSERVER"), cadre)).rejects.toThrow(NotFound);

    expect(await linesOf(cadre)).toEqual([{ viewer_id: author.id }, { viewer_id: reviewer.id }]);
  });

  it("cannot be changed, deleted or written in another's name", async () => {
    const { cadre, author } = await scene();
    const other = await createPerson("REVIEWER");
    await open(author, cadre);

    const attempts = [
      `update read_logs set viewer_id = '${other.id}' where cadre_id = '${cadre.id}'`,
      `delete from read_logs where cadre_id = '${cadre.id}'`,
      `insert into read_logs (viewer_id, cadre_id) values ('${other.id}', '${cadre.id}')`,
      "select setval(pg_get_serial_sequence('read_logs', 'id'), 1)",
    ];
    await asAppRole(async (client) => {
      for (const attempt of attempts) {
        await client.query("begin");
        await client.query("select from enter($1)", [author.id]);
        await expect(client.query(attempt)).rejects.toThrow(
          /permission denied|row-level security|append_only/,
        );
        await client.query("rollback");
      }
    });
    await expect(owner().query("delete from read_logs where cadre_id = $1", [cadre.id])).rejects.toThrow(
      /append_only/,
    );
    expect(await linesOf(cadre)).toEqual([{ viewer_id: author.id }]);
  });
});

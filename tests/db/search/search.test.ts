import { describe, expect, it } from "vitest";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { search } from "@/lib/search/queries";
import { MOST_A_MINUTE, typedIn } from "@/lib/search/rules";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
} from "@/tests/support/builders";
import { createCase } from "@/tests/support/cases";
import { viewerOf } from "@/tests/support/meetings";
import { asAppRole, owner } from "@/tests/support/owner";
import { createTask } from "@/tests/support/tasks";

const found = async (person: Person, q: string) => {
  const viewer = await viewerOf(person);
  const groups = await read(person, (db) =>
    search(db, viewer, { typed: typedIn(q), size: 8, today: cityDay(new Date()) }),
  );
  return Object.fromEntries(
    groups.map(({ group, total, items }) => [group, { total, ids: items.map((one) => one.id) }]),
  );
};

/** Two characters that stand nowhere else; from a counter, never from chance. */
let made = 0;
const rare = (): string => {
  made += 1;
  const at = Number(process.env.VITEST_POOL_ID ?? 0) * 97 + made;
  return String.fromCodePoint(0x3400 + at, 0x3900 + at);
};

async function world() {
  const word = rare();
  const unit = await createUnit({ shortName: `${word}镇` });
  const other = await createUnit();
  const cadre = await createCadre(unit, { name: `王${word}` });
  const observer = await createPerson("OBSERVER", { units: [unit] });
  const stranger = await createPerson("OBSERVER", { units: [other] });
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  const leader = await createPerson("LEADER", { clearance: 3 });
  const record = await createObservation(observer, unit, { fact: `到现场看${word}进度`, cadres: [cadre] });
  return { word, unit, other, cadre, observer, stranger, reviewer, leader, record };
}

describe("search", () => {
  it("finds units, cadres, tasks, cases, results and records, each once, for whoever may see them", async () => {
    const { word, unit, cadre, reviewer, observer, record } = await world();
    const task = await createTask(unit, { name: `${word}片区征迁` });
    const claim = await createAchievement(observer, unit, cadre, [], `${word}堆场建成`);
    const opened = await createCase({ title: `${word}堆场用地` });
    expect(await found(reviewer, word)).toEqual({
      units: { total: 1, ids: [unit.id] },
      cadres: { total: 1, ids: [cadre.id] },
      tasks: { total: 1, ids: [task.id] },
      cases: { total: 1, ids: [opened.id] },
      claims: { total: 1, ids: [claim] },
      records: { total: 1, ids: [record.id] },
    });
    // the case is of other units
    expect(Object.keys(await found(observer, word)).sort()).toEqual([
      "cadres",
      "claims",
      "records",
      "tasks",
      "units",
    ]);
  });

  it("shows a stranger the unit's name alone, a liaison only the own unit, an administrator no record", async () => {
    const { word, unit, other, stranger } = await world();
    expect(Object.keys(await found(stranger, word))).toEqual(["units"]);
    expect(await found(await createPerson("LIAISON", { unitId: other.id }), word)).toEqual({});
    expect(Object.keys(await found(await createPerson("LIAISON", { unitId: unit.id }), word))).toEqual([
      "units",
    ]);
    expect(Object.keys(await found(await createPerson("ADMIN"), word)).sort()).toEqual(["cadres", "units"]);
    for (const role of ["SYSADMIN", "AUDITOR", "CADRE"] as const) {
      expect(await found(await createPerson(role), word)).toEqual({});
    }
  });

  it("neither lists nor counts a negative remark with one source, but for its author and reviewers (rule 5)", async () => {
    const { word, unit, observer, reviewer, leader } = await world();
    const remark = await createObservation(observer, unit, {
      fact: `${word}迟迟不动`,
      polarity: "ATTENTION",
    });
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    for (const person of [reviewer, observer]) {
      expect((await found(person, word)).records).toMatchObject({ total: 2 });
    }
    for (const person of [leader, colleague]) {
      const { records } = await found(person, word);
      expect(records?.total).toBe(1);
      expect(records?.ids).not.toContain(remark.id);
    }
  });

  it("keeps what is above a person's confidentiality out", async () => {
    const { word, unit, observer } = await world();
    await createObservation(observer, unit, { fact: `${word}内部情况`, confidentiality: 3 });
    const cleared = await createPerson("REVIEWER", { clearance: 1 });
    expect((await found(cleared, word)).records).toMatchObject({ total: 1 });
  });

  it("finds units and cadres by pinyin, in full and by initials, and a cadre by unit and name", async () => {
    const { word, unit, cadre, reviewer } = await world();
    const key = `zq${made}${process.env.VITEST_POOL_ID ?? 0}`;
    await owner().query("update cadres set pinyin = $1, initials = $2 where id = $3", [
      `${key}full`,
      `i${key}`,
      cadre.id,
    ]);
    await owner().query("update units set pinyin = $1, initials = $2 where id = $3", [
      `${key}unit`,
      `u${key}`,
      unit.id,
    ]);
    expect((await found(reviewer, `${key}fu`)).cadres?.ids).toEqual([cadre.id]);
    expect((await found(reviewer, `i${key}`)).cadres?.ids).toEqual([cadre.id]);
    expect((await found(reviewer, `${key}uni`)).units?.ids).toEqual([unit.id]);
    expect((await found(reviewer, `u${key}`)).units?.ids).toEqual([unit.id]);
    expect((await found(reviewer, `${unit.shortName} 王${word}`)).cadres?.ids).toEqual([cadre.id]);
    // a unit's name alone lists no people
    expect((await found(reviewer, unit.shortName)).cadres).toBeUndefined();
  });

  it("finds a central task by the pinyin of its name, of whoever may see it", async () => {
    const { unit, reviewer } = await world();
    // of letters no other name holds
    const mark = `qz${made}w${process.env.VITEST_POOL_ID ?? 0}`;
    const task = await createTask(unit, { name: `滨江片区${mark}征迁专班` });
    expect((await found(reviewer, `${mark}zqzb`)).tasks?.ids).toEqual([task.id]);
    expect((await found(reviewer, `bjpq${mark}`)).tasks?.ids).toEqual([task.id]);
    const liaison = await createPerson("LIAISON", { unitId: unit.id });
    expect((await found(liaison, `bjpq${mark}`)).tasks).toBeUndefined();
  });

  it("finds a case by the pinyin of its title from any character on, of whoever may see it", async () => {
    // of letters no other title holds
    const mark = `xq${made}w${process.env.VITEST_POOL_ID ?? 0}`;
    const opened = await createCase({ title: `临时${mark}堆场用地` });
    const other = await createUnit();
    for (const q of [`linshi${mark}`, `${mark}duichangyo`, `LS ${mark}dcyd`, `${mark}dc`])
      for (const person of [
        opened.reviewer,
        opened.leader,
        opened.observer,
        opened.liaison,
        opened.partyLiaison,
      ])
        expect((await found(person, q)).cases?.ids, q).toEqual([opened.id]);
    expect((await found(opened.reviewer, `inshi${mark}`)).cases).toBeUndefined();
    // once, where the letters stand in the text as well
    expect((await found(opened.reviewer, mark)).cases).toEqual({ total: 1, ids: [opened.id] });
    for (const stranger of [
      await createPerson("OBSERVER", { units: [other] }),
      await createPerson("LIAISON", { unitId: other.id }),
      await createPerson("ADMIN"),
    ])
      for (const q of [`linshi${mark}`, mark]) expect((await found(stranger, q)).cases, q).toBeUndefined();
  });

  it("takes the signs of LIKE and of SQL as what they are", async () => {
    const { reviewer } = await world();
    for (const q of ["%%", "__", "'; drop table units; --", "\\\\"]) {
      expect((await found(reviewer, q)).units, q).toBeUndefined();
    }
  });

  it("ends for a minute after many, for that person alone", async () => {
    const { word, reviewer, leader } = await world();
    await found(reviewer, word);
    await owner().query(
      "update search_turns set turns = $1, minute = date_trunc('minute', now()) where user_id = $2",
      [MOST_A_MINUTE, reviewer.id],
    );
    await expect(found(reviewer, word)).rejects.toThrow("too many");
    expect((await found(leader, word)).units?.total).toBe(1);
  });
});

describe("search_matters", () => {
  it("tells nothing without a viewer, and ids of the own units alone to an observer", async () => {
    const { word, unit, cadre, observer, stranger } = await world();
    const claim = await createAchievement(observer, unit, cadre, [], `${word}堆场建成`);
    const ids = (person: Person | null) =>
      asAppRole(async (client) => {
        await client.query("begin");
        if (person) await client.query("select * from enter($1)", [person.id]);
        const { rows } = await client.query("select id from search_matters($1, $2, 10)", [
          [word],
          [`%${word}%`],
        ]);
        return rows.map((row) => row.id);
      });
    expect(await ids(null)).toEqual([]);
    expect(await ids(stranger)).toEqual([]);
    expect(await ids(observer)).toEqual([claim]);
  });

  it("looks words up in the indexes of pairs", async () => {
    const client = await owner().connect();
    try {
      await client.query("begin");
      // a test's few rows are read faster whole
      await client.query("set local enable_seqscan = off");
      for (const [table, text] of [
        ["achievements", "claim"],
        ["cases", "title || ' ' || number || ' ' || demand"],
      ]) {
        const { rows } = await client.query(
          `explain select id from ${table} where text_bigrams(lower(normalize(${text}, NFKC))) @> text_bigrams('堆场')`,
        );
        expect(JSON.stringify(rows)).toContain(`${table}_bigrams`);
      }
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  it("does not let a person read or set how often others searched", async () => {
    const person = await createPerson("REVIEWER");
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select * from enter($1)", [person.id]);
      await expect(client.query("select * from search_turns")).rejects.toThrow(/permission denied/);
    });
  });
});

/** Lists, promotions and comparisons as reports: as the pages show them, frozen, cited, and closed to whom they concern. */
import { describe, expect, it } from "vitest";
import { withdrawConcernSource } from "@/lib/concerns/commands";
import { addMonths } from "@/lib/platform/clock";
import { finaliseReport } from "@/lib/reports/commands";
import { startReport } from "@/lib/reports/making/commands";
import type { ReportPage } from "@/lib/reports/queries";
import { bareSentences } from "@/lib/reports/rules";
import { createAchievement } from "@/tests/support/achievements";
import { createCadre, createObservation, createPerson, createUnit, today } from "@/tests/support/builders";
import { comparisonScene, verify } from "@/tests/support/comparison";
import { createConcern, decide } from "@/tests/support/concerns";
import { owner } from "@/tests/support/owner";
import { promote } from "@/tests/support/promotions";
import { createMaker, makeReport, pageOf } from "@/tests/support/reports";

const tableOf = (page: ReportPage, key: string): string[][] => {
  const blocks = page.snapshot?.sections.find((section) => section.key === key)?.blocks ?? [];
  const table = blocks.find(({ kind }) => kind === "table");
  return table?.kind === "table" ? table.rows.map((row) => row.map((cell) => cell.map(String).join(""))) : [];
};
const wholeOf = (page: ReportPage): string => JSON.stringify([page.snapshot, page.paragraphs]);
const bare = (page: ReportPage): string[] => page.paragraphs.flatMap(({ text }) => bareSentences(text));

/** Who meets the rule of the list: two results, three methods, two recorders. */
async function outstanding() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const observers = [
    await createPerson("OBSERVER", { units: [unit] }),
    await createPerson("OBSERVER", { units: [unit] }),
  ] as const;
  const cadres = [cadre];
  const first = await createObservation(observers[0], unit, { cadres });
  const second = await createObservation(observers[1], unit, { cadres, method: "stakeholder_visit" });
  await createObservation(observers[0], unit, { cadres, method: "sit_in" });
  const claims = [
    await createAchievement(observers[0], unit, cadre, [first, second]),
    await createAchievement(observers[0], unit, cadre, [first, second]),
  ] as const;
  for (const claim of claims) await verify(claim);
  return { unit, cadre, claims };
}

describe("the report of outstanding results", () => {
  it("names who is on the list with the results that put them there, each cited", async () => {
    const { cadre, unit, claims } = await outstanding();
    const maker = await createMaker();
    const page = await pageOf(maker, await makeReport(maker, { kind: "OUTSTANDING", confidentiality: 1 }));
    expect(bare(page)).toEqual([]);
    const row = tableOf(page, "outstanding").find(([, name]) => name === cadre.name);
    expect(row?.[0]).toBe(unit.shortName);
    for (const claim of claims) {
      const label = page.citations.find(({ entityId }) => entityId === claim)?.label ?? "没有";
      expect(row?.[4]).toContain(`【${label}】`);
    }
    // by the maker's sight, so of the maker's level
    expect(page.confidentiality).toBe(3);
  });

  it("leaves out who is short of it by a concern, and tells nobody so; one result less is almost", async () => {
    const [concerned, fallen] = [await outstanding(), await outstanding()];
    const concern = await createConcern({ unit: concerned.unit, cadre: concerned.cadre });
    expect(await decide(concern.decider, concern.id, "REMIND")).toMatchObject({ ok: true });
    await owner().query(
      "update achievement_sources set withdrawn_at = now(), withdrawn_by = $2, withdraw_reason = '来源有误' where achievement_id = $1",
      [fallen.claims[0], concern.decider.id],
    );
    const maker = await createMaker();
    const page = await pageOf(maker, await makeReport(maker, { kind: "OUTSTANDING" }));
    expect(wholeOf(page)).not.toContain(concerned.cadre.name);
    expect(tableOf(page, "outstanding").map(([, name]) => name)).not.toContain(fallen.cadre.name);
    expect(
      tableOf(page, "almost")
        .find(([, name]) => name === fallen.cadre.name)
        ?.at(-1),
    ).toBe("还差 1 项实绩");
    expect(page.citations.map(({ entityId }) => entityId)).not.toContain(fallen.claims[0]);
  });

  it("is closed to whoever is named in it, and to who reads less than its maker", async () => {
    const { cadre } = await outstanding();
    const maker = await createMaker();
    const id = await makeReport(maker, { kind: "OUTSTANDING" });
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: cadre.id });
    await expect(pageOf(self, id)).rejects.toThrow();
    await expect(pageOf(await createPerson("REVIEWER", { clearance: 2 }), id)).rejects.toThrow();
    expect((await pageOf(await createMaker(), id)).id).toBe(id);
  });
});

describe("the report of promotions", () => {
  it("lists the quarter's by day, counts the year by quarter, and no remark with one source", async () => {
    const unit = await createUnit();
    const [now, before] = [await createCadre(unit), await createCadre(unit)];
    await promote(now, unit, unit, today());
    await promote(before, unit, unit, addMonths(today(), -6));
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const on = addMonths(today(), -1);
    await createObservation(observer, unit, { cadres: [now], on });
    await createObservation(observer, unit, { cadres: [now], on, polarity: "ATTENTION" });
    const maker = await createMaker();
    const page = await pageOf(maker, await makeReport(maker, { kind: "TRACE" }));
    expect(bare(page)).toEqual([]);
    const row = tableOf(page, "promotions").find(([name]) => name === now.name);
    expect(row).toMatchObject([
      now.name,
      today(),
      `${unit.shortName} 副主任`,
      `${unit.shortName} 主任`,
      "无",
      "0",
      "1",
    ]);
    expect(tableOf(page, "promotions").map(([name]) => name)).not.toContain(before.name);
    const { rows } = await owner().query(
      `select to_char(decided_on, 'YYYY"年第"Q"季度"') as quarter, count(*)::text as n from promotion_outcomes
       where decided_on > date_trunc('month', $1::date) - interval '11 months' - interval '1 day' and decided_on <= $1::date group by 1`,
      [today()],
    );
    const counted = new Map(rows.map(({ quarter, n }) => [quarter, n]));
    const quarters = tableOf(page, "quarters");
    expect(quarters.length).toBeGreaterThan(3);
    for (const [quarter = "", people] of quarters) expect(people, quarter).toBe(counted.get(quarter) ?? "0");
  });
});

describe("the report of a comparison", () => {
  it("freezes the rows of the page in an order of its own, each result cited; who is compared does not open it", async () => {
    const { cadres, claimId, unit } = await comparisonScene();
    const [first, second] = cadres;
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const remark = await createObservation(observer, unit, { cadres: [second], polarity: "ATTENTION" });
    const maker = await createMaker();
    const id = await makeReport(maker, { kind: "COMPARISON", cadres: `${first.id},${second.id}` });
    const page = await pageOf(maker, id);
    expect(bare(page)).toEqual([]);
    const [head] = (page.snapshot?.sections[0]?.blocks ?? []).flatMap((block) =>
      block.kind === "table" ? [block.head] : [],
    );
    expect([...(head ?? [])].slice(1).sort()).toEqual([first.name, second.name].sort());
    const column = (head ?? []).indexOf(first.name);
    const rows = new Map(tableOf(page, "compared").map((row) => [row[0], row[column]]));
    const label = page.citations.find(({ entityId }) => entityId === claimId)?.label ?? "没有";
    expect(rows.get("已印证实绩")).toContain(`【${label}】`);
    expect(rows.get("主战场")).toContain("40 天");
    for (const left of ["记录人", "需关注"]) expect([...rows.keys()]).not.toContain(left);
    expect(wholeOf(page)).not.toContain(remark.fact);
    expect(
      tableOf(page, "compared")
        .find(([row]) => row === "五个维度")
        ?.join(),
    ).not.toMatch(/需关注 [1-9]/);
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: second.id });
    await expect(pageOf(self, id)).rejects.toThrow();
  });

  it("tells how often each could be seen as the page does, opened as lists; a one-source remark is in neither number", async () => {
    const unit = await createUnit();
    const [met, other] = [await createCadre(unit), await createCadre(unit)];
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const on = addMonths(today(), -2);
    for (const cadres of [[met], [met, other], []]) await createObservation(observer, unit, { cadres, on });
    const maker = await createMaker();
    const wanted = async () => {
      const page = await pageOf(
        maker,
        await makeReport(maker, { kind: "COMPARISON", cadres: `${met.id},${other.id}` }),
      );
      const row = tableOf(page, "compared").find(([label]) => label === "见到的机会") ?? [];
      const opened = (label = "") => page.citations.find((one) => one.label === label)?.href ?? "";
      return { row, cells: row.slice(1).sort(), opened };
    };
    const { cells, opened } = await wanted();
    const seen = cells.map((cell) => cell.replaceAll(/【[^】]+】/g, "").replace(/^.*）/, ""));
    expect(seen.sort()).toEqual(["单位被观察 3 次 · 见到本人 1 次", "单位被观察 3 次 · 见到本人 2 次"]);
    const labels = cells.map((cell) => [...cell.matchAll(/【([^】]+)】/g)].map(([, label]) => label));
    // both hold posts in one unit: its visits are one list
    expect(labels.map(([visits]) => visits)).toEqual(["清单1", "清单1"]);
    const span = `/observations?unit=${unit.id}&from=`;
    for (const [visits, self] of labels) {
      expect(opened(visits)).toMatch(new RegExp(`^${span.replace("?", "\\?")}.*state=counted$`));
      expect(opened(self)).toMatch(new RegExp(`cadre=(${met.id}|${other.id})$`));
    }
    await createObservation(observer, unit, { cadres: [other], on, polarity: "ATTENTION" });
    expect(
      (await wanted()).cells.map((cell) => cell.replaceAll(/【[^】]+】/g, "").replace(/^.*）/, "")).sort(),
    ).toEqual(seen);
  });

  it("keeps a concern as a paragraph: when it loses a source a leader reads nothing of it", async () => {
    const concern = await createConcern();
    const other = await createCadre(concern.unit);
    expect(await decide(concern.decider, concern.id, "REMIND")).toMatchObject({ ok: true });
    const maker = await createMaker();
    const id = await makeReport(maker, { kind: "COMPARISON", cadres: `${concern.cadre.id},${other.id}` });
    expect(await finaliseReport(maker, { id, rowVersion: 2 })).toMatchObject({ ok: true });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const told = (page: ReportPage) => page.paragraphs.filter(({ section }) => section === "concerns");
    expect(told(await pageOf(leader, id))).toHaveLength(1);
    const summary = told(await pageOf(leader, id))[0]?.text ?? "";
    const { rows } = await owner().query(
      "select id from concern_sources where concern_id = $1 order by id limit 1",
      [concern.id],
    );
    expect(await withdrawConcernSource(concern.opener, { id: rows[0].id, reason: "说法有误" })).toMatchObject(
      { ok: true },
    );
    const after = await pageOf(leader, id);
    expect(told(after)).toEqual([]);
    expect(JSON.stringify(after.snapshot)).not.toContain(summary.slice(0, 20));
  });

  it("is not begun with nobody, with oneself, or with whom the maker does not see", async () => {
    const { cadres } = await comparisonScene();
    const start = (person: { id: string }, ids: string) =>
      startReport(person, {
        id: crypto.randomUUID(),
        kind: "COMPARISON",
        quarter: today().slice(0, 7),
        confidentiality: 1,
        cadres: ids,
      });
    const maker = await createMaker();
    expect(await start(maker, "")).toMatchObject({ reason: "reports.reason.nobodyCompared" });
    expect(await start(maker, cadres[0].id)).toMatchObject({ kind: "invalid" });
    const pair = `${cadres[0].id},${cadres[1].id}`;
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: cadres[0].id });
    expect(await start(self, pair)).toMatchObject({ kind: "notFound" });
    expect(await start(maker, `${cadres[0].id},${crypto.randomUUID()}`)).toMatchObject({ kind: "notFound" });
    expect(await start(maker, pair)).toMatchObject({ ok: true });
  });
});

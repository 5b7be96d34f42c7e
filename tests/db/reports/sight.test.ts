/** Who makes, opens and takes which report (rules 3, 5 and 6), and who finds none. */
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { discardReport, exportReport, finaliseReport } from "@/lib/reports/commands";
import { startReport } from "@/lib/reports/making/commands";
import { countReports, listReports, type ReportPage } from "@/lib/reports/queries";
import { bareSentences } from "@/lib/reports/rules";
import { createPerson, today } from "@/tests/support/builders";
import { createConcern, decide } from "@/tests/support/concerns";
import { asAppRole, owner } from "@/tests/support/owner";
import { createMaker, createMatter, labelOf, makeReport, pageOf } from "@/tests/support/reports";

describe("a concern in a report", () => {
  it("stands with its two sources; when one is lost a leader reads nothing of it, and the snapshot stays", async () => {
    const concern = await createConcern();
    expect(await decide(concern.decider, concern.id, "REMIND")).toMatchObject({ ok: true });
    const open = await createConcern({ from: 1 });
    const maker = await createMaker();
    const id = await makeReport(maker);
    expect(await finaliseReport(maker, { id, rowVersion: 2 })).toMatchObject({ ok: true });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const told = (page: ReportPage) =>
      page.paragraphs.filter(({ text }) => text.includes(concern.cadre.name));
    const page = await pageOf(leader, id);
    expect(told(page)).toHaveLength(1);
    for (const record of concern.records) expect(told(page)[0]?.text).toContain(labelOf(page, record));
    expect(page.paragraphs.filter(({ text }) => text.includes(open.cadre.name))).toEqual([]);
    const { rows } = await owner().query(
      "select id from concern_sources where concern_id = $1 order by id limit 1",
      [concern.id],
    );
    const { withdrawConcernSource } = await import("@/lib/concerns/commands");
    expect(await withdrawConcernSource(concern.opener, { id: rows[0].id, reason: "说法有误" })).toMatchObject(
      { ok: true },
    );
    const after = await pageOf(leader, id);
    expect(told(after)).toEqual([]);
    expect(after.citations.filter(({ entityId }) => entityId === concern.id)).toEqual([]);
    expect(after.changes.length).toBeGreaterThan(0);
    expect(told(await pageOf(maker, id))).toHaveLength(1);
  });
});

describe("reports", () => {
  it("of coverage and of duty are made by the same road; observers stand by name", async () => {
    const maker = await createMaker();
    const [coverage, duty] = [
      await makeReport(maker, { kind: "COVERAGE" }),
      await makeReport(maker, { kind: "DUTY" }),
    ];
    const page = await pageOf(maker, duty);
    for (const one of [page, await pageOf(maker, coverage)])
      expect(one.paragraphs.flatMap(({ text }) => bareSentences(text))).toEqual([]);
    const table = page.snapshot?.sections[0]?.blocks.find(({ kind }) => kind === "table");
    const names = table?.kind === "table" ? table.rows.map((row) => String(row[0])) : [];
    const { rows } = await owner().query(
      "select array_agg(n order by n) as sorted from unnest($1::text[]) n",
      [names],
    );
    expect(names).toEqual(rows[0].sorted);
    expect(names.length).toBeGreaterThan(1);
  });

  it("above one's own level, or of a quarter to come, are not made; the same form sent twice makes one", async () => {
    const low = await createPerson("REVIEWER", { clearance: 1 });
    const id = crypto.randomUUID();
    const input = { id, kind: "COVERAGE", quarter: today().slice(0, 7), confidentiality: 1 };
    expect(await startReport(low, { ...input, confidentiality: 2 })).toMatchObject({
      reason: "reports.reason.aboveLevel",
    });
    expect(await startReport(low, { ...input, quarter: "2199-01" })).toMatchObject({
      reason: "reports.reason.periodAhead",
    });
    expect(await startReport(low, input)).toMatchObject({ ok: true });
    expect(await startReport(low, input)).toMatchObject({ ok: true });
    expect(await startReport(await createMaker(), input)).toMatchObject({ reason: "reports.reason.idTaken" });
    expect(await discardReport(low, { id, rowVersion: 1, note: "试一试" })).toMatchObject({ ok: true });
    expect((await read(low, countReports)).discarded).toBeGreaterThan(0);
  });

  it.each(["OBSERVER", "ADMIN", "LIAISON", "CADRE", "SYSADMIN", "SECADMIN", "AUDITOR"] as const)(
    "are neither seen, made nor taken by a %s",
    async (role: Role) => {
      const maker = await createMaker();
      const id = await makeReport(maker, { kind: "COVERAGE", confidentiality: 1 });
      const { createCadre, createUnit } = await import("@/tests/support/builders");
      const unit = await createUnit();
      const person = await createPerson(role, {
        clearance: 3,
        unitId: role === "LIAISON" ? unit.id : undefined,
        cadreId: role === "CADRE" ? (await createCadre(unit)).id : undefined,
      });
      await expect(pageOf(person, id)).rejects.toThrow();
      expect(await read(person, (db) => listReports(db, {}))).toEqual([]);
      expect(await exportReport(person, { id })).toMatchObject({ kind: "denied" });
      expect(
        await startReport(person, {
          id: crypto.randomUUID(),
          kind: "DUTY",
          quarter: "2026-07",
          confidentiality: 1,
        }),
      ).toMatchObject({ kind: "denied" });
      const seen = await asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [person.id]);
        const { rows } = await client.query(
          "select (select count(*) from reports) + (select count(*) from report_paragraphs) + (select count(*) from report_citations) as n, (select count(*) from report_changes($1)) as changes",
          [id],
        );
        return rows[0];
      });
      expect(seen).toEqual({ n: "0", changes: "0" });
    },
  );

  it("are not opened by the cadre of whom they tell, whatever their role", async () => {
    const matter = await createMatter();
    const maker = await createMaker();
    const id = await makeReport(maker);
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: matter.cadre.id });
    await expect(pageOf(self, id)).rejects.toThrow();
    expect((await pageOf(await createMaker(), id)).id).toBe(id);
  });
});

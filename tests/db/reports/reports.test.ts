/** A quarterly report (rules 3, 5, 6, 7, 11): made, written, finalised and signed as given persons; what stays as it was, and what falls. */
import { beforeAll, describe, expect, it } from "vitest";
import { withdrawSource } from "@/lib/achievements/corroboration/commands";
import { read } from "@/lib/platform/db";
import { type Gongwen, gongwenDocx } from "@/lib/platform/gongwen";
import { gongwenPdf } from "@/lib/platform/gongwen-pdf";
import {
  addParagraph,
  discardReport,
  exportReport,
  finaliseReport,
  signReport,
  writeParagraph,
} from "@/lib/reports/commands";
import { sayer } from "@/lib/reports/compose/rules";
import { paperContent, reportPaper } from "@/lib/reports/paper/rules";
import { listReports, listVersions, type ReportPage } from "@/lib/reports/queries";
import { bareSentences, labelsIn, readsAsExemption } from "@/lib/reports/rules";
import messages from "@/messages/zh-CN/reports.json";
import { readPdf } from "@/scripts/support/figures/pdf";
import { createObservation, createPerson, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import {
  createMaker,
  createMatter,
  labelOf,
  makeReport,
  pageOf,
  type TestMatter,
} from "@/tests/support/reports";

const say = sayer(messages.hint.paper);
const paperOf = (page: ReportPage, trace = "0a1b2c3d4e5f"): Gongwen => {
  if (!page.snapshot) throw new Error("not frozen");
  const content = paperContent(page, page.snapshot);
  return reportPaper(content, { origin: "https://x.example", by: { name: "演示", trace }, say });
};
const bytesOf = async (page: ReportPage): Promise<Buffer> => Buffer.from(await gongwenDocx(paperOf(page)));
const pdfOf = async (page: ReportPage, trace?: string): Promise<Buffer> =>
  Buffer.from(
    await gongwenPdf(paperOf(page, trace), {
      at: page.frozenAt,
      words: { typeface: "思源宋体", missing: (codes) => codes.join() },
    }),
  );
/** The paragraph that tells of the claim. */
const toldOf = (page: ReportPage, { id }: { id: string }) => {
  const label = page.citations.find(({ entityId }) => entityId === id)?.label ?? "没有";
  const found = page.paragraphs.find(
    ({ section, text }) => section === "highlights" && labelsIn(text).includes(label),
  );
  if (!found) throw new Error("not told");
  return found;
};

describe("a quarterly report", () => {
  let matter: TestMatter;
  let maker: Person;
  let id: string;
  beforeAll(async () => {
    matter = await createMatter();
    maker = await createMaker();
    id = await makeReport(maker);
  }, 60_000);

  it("tells of the result with the numbers of record, case, meeting and notice in each sentence", async () => {
    const page = await pageOf(maker, id);
    expect(page).toMatchObject({ state: "DRAFT", kind: "QUARTERLY", to: today() });
    const { text } = toldOf(page, matter);
    for (const cited of [...matter.records, matter.caseId, matter.meetingId, matter.toleranceId])
      expect(text).toContain(`【${labelOf(page, cited)}】`);
    expect(page.paragraphs.flatMap((one) => bareSentences(one.text))).toEqual([]);
    expect(text).toContain("不改变也不代替任何法定程序");
    expect(page.paragraphs.filter((one) => readsAsExemption(one.text))).toEqual([]);
  });

  it("counts nothing that a leader would not count, and cites no record above its level", async () => {
    const observer = await createPerson("OBSERVER", { units: [matter.unit] });
    const remark = await createObservation(observer, matter.unit, {
      polarity: "ATTENTION",
      cadres: [matter.cadre],
      on: today(),
    });
    const secret = await createObservation(observer, matter.unit, {
      confidentiality: 3,
      cadres: [matter.cadre],
      on: today(),
    });
    await createObservation(observer, matter.unit, { cadres: [matter.cadre], on: today() });
    const again = await pageOf(maker, await makeReport(maker));
    for (const hidden of [remark, secret])
      expect(again.citations.map(({ entityId }) => entityId)).not.toContain(hidden.id);
    const table = again.snapshot?.sections[0]?.blocks.find(({ kind }) => kind === "table");
    const row =
      table?.kind === "table"
        ? table.rows.find((cells) => String(cells[0]) === matter.unit.shortName)
        : undefined;
    const { rows } = await owner().query(
      `select count(*)::int as n from observations where unit_id = $1 and not is_guarded and confidentiality <= 2
         and city_day(started_at) >= date_trunc('quarter', city_today())::date`,
      [matter.unit.id],
    );
    expect(String(row?.at(-2))).toBe(String(rows[0].n));
    expect(JSON.stringify([again.snapshot, again.paragraphs])).not.toContain(remark.fact);
  });

  it("keeps text that cites the snapshot, and refuses what forges or loses a citation", async () => {
    const page = await pageOf(maker, id);
    const told = toldOf(page, matter);
    const write = (over: object) =>
      writeParagraph(maker, { id, position: told.position, version: told.version, text: told.text, ...over });
    expect(await write({ text: "编造一句【记录deadbeef】。" })).toMatchObject({
      reason: "reports.reason.unknownCitation",
      params: { label: "记录deadbeef" },
    });
    expect(await write({ text: `${told.text}研判认为表现突出。` })).toMatchObject({
      reason: "reports.reason.bareSentence",
    });
    const short = `只留一句【${labelOf(page, matter.id)}】。`;
    expect(await write({ text: short })).toMatchObject({ reason: "reports.reason.droppedCitation" });
    expect(
      await write({ text: `${told.text.slice(0, -1)}，予以免责【${labelOf(page, matter.toleranceId)}】。` }),
    ).toMatchObject({
      reason: "reports.reason.exempting",
    });
    expect(
      await write({ text: `${told.text}建议继续跟踪堆场使用情况【${labelOf(page, matter.caseId)}】。` }),
    ).toMatchObject({ ok: true });
    expect(await write({ text: short, reason: "压缩篇幅" })).toMatchObject({ kind: "stale" });
    expect(await write({ version: told.version + 1, text: short, reason: "压缩篇幅" })).toMatchObject({
      ok: true,
    });
    const versions = await read(maker, (db) => listVersions(db, id, told.position));
    expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
      [3, "压缩篇幅"],
      [2, ""],
      [1, ""],
    ]);
    expect(versions.at(-1)?.text).toBe(told.text);
    expect(await write({ version: 3, text: told.text })).toMatchObject({ ok: true });
    expect(
      await addParagraph(maker, { id, section: "teams", text: `补一段【${labelOf(page, matter.id)}】。` }),
    ).toMatchObject({ ok: true });
    expect(await addParagraph(maker, { id, section: "nowhere", text: `补一段【表1】。` })).toMatchObject({
      reason: "reports.reason.unknownSection",
    });
  });

  it("refuses the same by direct SQL, and changes or deletes nothing", async () => {
    const page = await pageOf(maker, id);
    const told = toldOf(page, matter);
    const attempt = (statement: string, values: unknown[] = []) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [maker.id]);
        return client.query(statement, values).then(
          ({ rowCount }) => `rows ${rowCount}`,
          (error: Error) => error.message,
        );
      });
    const insert = `insert into report_paragraphs (report_id, position, version, section, text, reason, author_id) values ($1, $2, $3, $4, $5, $6, $7)`;
    const row = (text: string, reason = "", version = told.version + 1, section = told.section) => [
      id,
      told.position,
      version,
      section,
      text,
      reason,
      maker.id,
    ];
    expect(await attempt(insert, row("伪造【记录deadbeef】。", "x"))).toContain(
      "report_paragraphs_cite_known",
    );
    expect(await attempt(insert, row("没有编号。", "x"))).toContain('"report_paragraphs_cite"');
    expect(await attempt(insert, row("", ""))).toContain("report_paragraphs_dropped");
    expect(await attempt(insert, row("", "x", 9))).toContain("report_paragraphs_follow");
    expect(await attempt(insert, row("", "删去"))).toBe("rows 1");
    expect(await attempt("update report_paragraphs set text = '' where report_id = $1", [id])).toMatch(
      /permission denied/,
    );
    expect(await attempt("delete from reports where id = $1", [id])).toMatch(/permission denied/);
    expect(
      await attempt("update reports set snapshot = '{}', row_version = row_version + 1 where id = $1", [id]),
    ).toContain("reports_in_place");
    expect(
      await attempt(
        `insert into report_citations (report_id, label, kind, entity_id, revision_no, href) values ($1, '记录cafecafe', 'RECORD', $2, 1, '/observations/1')`,
        [id, matter.records[0]],
      ),
    ).toMatch(/row-level security/);
    await expect(owner().query("delete from report_paragraphs where report_id = $1", [id])).rejects.toThrow(
      /never changed or deleted/,
    );
    await expect(
      owner().query("update report_citations set href = '/x' where report_id = $1", [id]),
    ).rejects.toThrow(/never changed or deleted/);
  });

  it("gives the same bytes for the same snapshot, and the same number to the same person alone", async () => {
    const page = await pageOf(maker, id);
    expect((await bytesOf(page)).equals(await bytesOf(await pageOf(maker, id)))).toBe(true);
    const other = await createMaker();
    const [first, again, others] = [
      await exportReport(maker, { id }),
      await exportReport(maker, { id }),
      await exportReport(other, { id }),
    ];
    expect(first).toEqual(again);
    expect(first).toMatchObject({ ok: true, value: { trace: expect.stringMatching(/^[0-9a-f]{12}$/) } });
    expect(others).not.toEqual(first);
    const trace = first.ok ? first.value.trace : "";
    const { rows } = await owner().query(
      "select action from audit_events where entity_id = $1 and after = $2",
      [id, trace],
    );
    expect(rows).toEqual([{ action: "exportReport" }, { action: "exportReport" }]);
  });

  it("is the same PDF for the same snapshot: every sentence, every citation's address, the moment of the freeze", async () => {
    const page = await pageOf(maker, id);
    const first = await pdfOf(page);
    expect(first.equals(await pdfOf(await pageOf(maker, id)))).toBe(true);
    expect(first.equals(await pdfOf(page, "f5e4d3c2b1a0"))).toBe(false);
    const { pages, source } = readPdf(first);
    const whole = pages
      .flatMap(({ lines }) => lines)
      .join("")
      .replaceAll(/— \d+ —平时考核材料，仅供研判参考.*?0a1b2c3d4e5f/g, "");
    for (const { text } of page.paragraphs) expect(whole).toContain(text);
    const { text } = toldOf(page, matter);
    const cited = labelsIn(text).map((label) => page.citations.find((one) => one.label === label)?.href);
    expect(pages.flatMap(({ links }) => links)).toEqual(
      expect.arrayContaining(cited.map((href) => `https://x.example${href}`)),
    );
    const moment = page.frozenAt?.toISOString().slice(0, 19).replaceAll(/\D/g, "");
    expect(source).toContain(`/CreationDate (D:${moment}Z)`);
    expect(await exportReport(maker, { id, form: "pdf" })).toEqual(await exportReport(maker, { id }));
  });

  it("shows which citations fell after the freeze, and stays as it was", async () => {
    const before = await pageOf(maker, id);
    expect(before.changes).toEqual([]);
    const bytes = await bytesOf(before);
    expect(
      await withdrawSource(matter.drafter, { id: matter.sources[1], reason: "来源说法有误" }),
    ).toMatchObject({ ok: true });
    const after = await pageOf(maker, id);
    expect(after.changes).toEqual(
      [
        { label: labelOf(after, matter.records[1]), change: "WITHDRAWN" },
        { label: labelOf(after, matter.id), change: "FELL" },
      ].sort((a, b) => (a.label < b.label ? -1 : 1)),
    );
    expect((await bytesOf(after)).equals(bytes)).toBe(true);
    const listed = await read(maker, (db) => listReports(db, {}));
    expect(listed.find((one) => one.id === id)?.changes).toBe(2);
  });

  it("is finalised by a reviewer, then written no more, signed once by a leader of that level", async () => {
    const leader = await createPerson("LEADER", { clearance: 2 });
    const low = await createPerson("LEADER", { clearance: 1 });
    await expect(pageOf(leader, id)).rejects.toThrow();
    expect(await finaliseReport(leader, { id, rowVersion: 2 })).toMatchObject({ kind: "denied" });
    expect(await finaliseReport(maker, { id, rowVersion: 1 })).toMatchObject({ kind: "stale" });
    expect(await finaliseReport(maker, { id, rowVersion: 2 })).toMatchObject({ ok: true });
    const page = await pageOf(leader, id);
    const [one] = page.paragraphs;
    expect(
      await writeParagraph(maker, {
        id,
        position: one?.position,
        version: one?.version,
        text: "",
        reason: "改",
      }),
    ).toMatchObject({ reason: "reports.reason.wrongState" });
    expect(await discardReport(maker, { id, rowVersion: 3, note: "不要了" })).toMatchObject({
      reason: "reports.reason.wrongState",
    });
    await expect(
      owner().query(
        "insert into report_paragraphs (report_id, position, version, section, text, author_id) values ($1, 900, 1, 'teams', '', $2)",
        [id, maker.id],
      ),
    ).rejects.toThrow(/report_paragraphs_in_draft/);
    await expect(
      owner().query("update reports set state = 'DRAFT', row_version = row_version + 1 where id = $1", [id]),
    ).rejects.toThrow(/reports_in_place|reports_transition/);
    await expect(pageOf(low, id)).rejects.toThrow();
    expect(await signReport(low, { id, rowVersion: 3 })).toMatchObject({ kind: "notFound" });
    expect(await signReport(maker, { id, rowVersion: 3 })).toMatchObject({ kind: "denied" });
    expect(await signReport(leader, { id, rowVersion: 3, note: "同意" })).toMatchObject({ ok: true });
    expect(await signReport(leader, { id, rowVersion: 4 })).toMatchObject({
      reason: "reports.reason.wrongState",
    });
    expect(await pageOf(leader, id)).toMatchObject({
      state: "SIGNED",
      signerName: leader.name,
      signNote: "同意",
    });
  });

  it("is not signed by who made or finalised it", async () => {
    const both = await createPerson(["REVIEWER", "LEADER"], { clearance: 3 });
    const own = await makeReport(both, { kind: "COVERAGE" });
    expect(await finaliseReport(both, { id: own, rowVersion: 2 })).toMatchObject({ ok: true });
    expect(await signReport(both, { id: own, rowVersion: 3 })).toMatchObject({
      reason: "reports.reason.ownReport",
    });
  });
});

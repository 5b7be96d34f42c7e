/** 比选: who may put files side by side, what then stands there, and what every reading and export leaves behind. */
import { describe, expect, it } from "vitest";
import { exportComparison } from "@/lib/comparison/commands";
import { comparisonPaper, comparisonSheets } from "@/lib/comparison/paper/rules";
import { findPositionName, getComparison, listPicked } from "@/lib/comparison/queries";
import { cellText, comparisonRows, type RowKey } from "@/lib/comparison/table/rules";
import { read } from "@/lib/platform/db";
import { gongwenDocx } from "@/lib/platform/gongwen";
import { marksOf } from "@/lib/platform/marks";
import { ROLES, type Role } from "@/lib/platform/rights";
import { readWorkbook, writeWorkbook } from "@/lib/platform/workbook";
import { createCadre, createObservation, createPerson, daysAgo, today } from "@/tests/support/builders";
import { comparisonScene, comparisonWords, wordKey } from "@/tests/support/comparison";
import { createConcern, decide } from "@/tests/support/concerns";
import { owner } from "@/tests/support/owner";
import { auditLinesOf } from "../accounts/credentials";

type Someone = { id: string; roles: Role[]; cadreId: string | null };
const as = async (...roles: Role[]): Promise<Someone> => {
  const { id } = await createPerson(roles, { clearance: 3 });
  return { id, roles, cadreId: null };
};
const compare = (
  viewer: Someone,
  cadres: { id: string }[],
  over: { on?: string; forOthers?: boolean } = {},
) =>
  read(viewer, (db) =>
    getComparison(db, viewer, { cadres: cadres.map(({ id }) => id), on: over.on }, today(), over),
  );
async function rowsFor(viewer: Someone, cadres: { id: string }[], names = false) {
  const compared = await compare(viewer, cadres);
  const rows = comparisonRows(compared, { asOf: today(), names }, comparisonWords);
  return (row: RowKey, cadre: { id: string }) => {
    const at = compared.findIndex(({ file }) => file.id === cadre.id);
    const cell = rows.find((one) => one.key === row)?.cells[at] ?? [];
    return {
      text: cellText(cell),
      hrefs: cell.flatMap(({ parts }) => parts.flatMap(({ href }) => href ?? [])),
    };
  };
}
const readings = async (cadre: { id: string }) =>
  (await owner().query("select viewer_id from read_logs where cadre_id = $1", [cadre.id])).rows.map(
    ({ viewer_id }) => viewer_id,
  );

describe("getComparison", () => {
  it("puts the files side by side, each fact with its place", async () => {
    const { cadres, claimId, task } = await comparisonScene();
    const [first, second, third] = cadres;
    const of = await rowsFor(await as("REVIEWER"), cadres);
    expect(of("verified", first)).toMatchObject({ hrefs: [`/achievements/${claimId}`] });
    expect(of("verified", first).text).toContain("status.main");
    expect(of("verified", second)).toEqual({ text: "empty.verified", hrefs: [] });
    // forty days, today among them
    expect(of("battlefield", first).text).toMatch(/ 40 1 \d+\n/);
    expect(of("battlefield", first).hrefs).toContain(`/central-tasks/${task.id}`);
    expect(of("battlefield", second).text).toBe("empty.battlefield");
    expect(of("dimensions", first).text).toContain("word of PERFORMANCE hint.count status.positive 2");
    expect(of("dimensions", first).hrefs).toContain(
      `/cadres/${first.id}?dimension=performance&polarity=positive#records`,
    );
    expect(of("strength", first).text).toContain("hint.behind 2 2 2 2");
    expect(of("strength", first).text).toContain("hint.thin：hint.thinMethods 1");
    expect(of("strength", third).text).toContain("hint.behind 0 0 0 0");
    expect(of("late", first).text).toContain("hint.lateRecent 1 2");
    expect(of("recorders", first).text).toBe("hint.recorders 2");
    expect(of("exposure", first).text).toMatch(/hint\.visits \d+ · hint\.seen \d+/);
  });

  it("marks what differs, and nothing else", async () => {
    const { unit } = await comparisonScene();
    const twins = [await createCadre(unit), await createCadre(unit)];
    const viewer = await as("LEADER");
    const rows = comparisonRows(
      await compare(viewer, twins),
      { asOf: today(), names: false },
      comparisonWords,
    );
    expect(rows.filter(({ differs }) => differs)).toEqual([]);
    const { cadres } = await comparisonScene();
    const others = comparisonRows(
      await compare(viewer, cadres),
      { asOf: today(), names: false },
      comparisonWords,
    );
    expect(others.filter(({ differs }) => differs).map((row) => row.key)).toContain("verified");
    expect(others.find((row) => row.key === "concerns")?.differs).toBe(false);
  });

  it("names recorders only when they are asked for", async () => {
    const { cadres, observers } = await comparisonScene();
    const viewer = await as("REVIEWER");
    expect((await rowsFor(viewer, cadres))("recorders", cadres[0]).text).not.toContain(observers[0].name);
    const asked = (await rowsFor(viewer, cadres, true))("recorders", cadres[0]);
    expect(asked.text).toContain(observers[0].name);
    expect(asked.hrefs).toContain(`/cadres/${cadres[0].id}?observer=${observers[0].id}#records`);
  });

  it("has columns in an order of the viewer, the same each time", async () => {
    const { unit } = await comparisonScene();
    const cadres = await Promise.all([1, 2, 3, 4, 5].map(() => createCadre(unit)));
    const orderFor = async (viewer: Someone, list = cadres) =>
      (await compare(viewer, list)).map(({ file }) => file.id);
    const viewers = await Promise.all([as("REVIEWER"), as("LEADER"), as("REVIEWER")]);
    const orders = await Promise.all(viewers.map((viewer) => orderFor(viewer)));
    expect(await orderFor(viewers[0] as Someone, [...cadres].reverse())).toEqual(orders[0]);
    expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(1);
  });

  it("holds counts and facts, and no value made of several of them", async () => {
    const { cadres } = await comparisonScene();
    const [one] = await compare(await as("REVIEWER"), cadres);
    expect(Object.keys(one ?? {}).sort()).toEqual(["appraisals", "cases", "concerns", "file", "verified"]);
    const keys = JSON.stringify(await compare(await as("REVIEWER"), cadres)).match(/"\w+":/g) ?? [];
    expect(keys.filter((name) => /score|rank|total|points|sum|weight|grade_?point/i.test(name))).toEqual([]);
  });

  it("shows the state of an earlier day", async () => {
    const { cadres } = await comparisonScene();
    const compared = await compare(await as("REVIEWER"), cadres, { on: daysAgo(50) });
    const first = compared.find(({ file }) => file.id === cadres[0].id);
    expect(first?.file.asOf).toBe(daysAgo(50));
    expect(first?.verified).toEqual([]);
    expect(first?.file.tasks).toEqual([]);
    expect(first?.file.records?.strength.records).toBe(1);
  });

  it("shows a concern when it stands; one that waits stands in no comparison", async () => {
    const { unit, cadres } = await comparisonScene();
    const concern = await createConcern({ unit, cadre: cadres[1] });
    const [reviewer, leader] = [await as("REVIEWER"), await as("LEADER")];
    expect((await rowsFor(reviewer, cadres))("concerns", cadres[1]).text).toBe("empty.concerns");
    await decide(concern.decider, concern.id, "WATCH");
    for (const viewer of [reviewer, leader])
      expect((await rowsFor(viewer, cadres))("concerns", cadres[1]).hrefs).toEqual([
        `/concerns/${concern.id}`,
      ]);
  });

  it("leaves a line in the read log of each file", async () => {
    const { cadres } = await comparisonScene();
    const viewer = await as("LEADER");
    await compare(viewer, cadres);
    for (const cadre of cadres) expect(await readings(cadre)).toEqual([viewer.id]);
  });

  it("opens all or none: an unknown person, or oneself, closes it and leaves no line", async () => {
    const { cadres } = await comparisonScene();
    const viewer = await as("REVIEWER");
    const nobody = { id: "00000000-0000-4000-8000-000000000000" };
    await expect(compare(viewer, [cadres[0], nobody])).rejects.toThrow("cadre");
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: cadres[1].id });
    const asSelf: Someone = { id: self.id, roles: ["REVIEWER"], cadreId: cadres[1].id };
    await expect(compare(asSelf, cadres.slice(0, 2))).rejects.toThrow("cadre");
    expect(
      await exportComparison(self, { cadres: cadres.slice(0, 2).map(({ id }) => id), form: "docx", trace }),
    ).toMatchObject({
      ok: false,
      kind: "notFound",
    });
    expect(await readings(cadres[0])).toEqual([]);
  });

  it("keeps a one-source negative remark from leaders, and from papers for everybody (rule 5)", async () => {
    const { unit, cadres, observers } = await comparisonScene();
    await createObservation(observers[0], unit, { cadres: [cadres[0]], polarity: "ATTENTION" });
    const [reviewer, leader] = [await as("REVIEWER"), await as("LEADER")];
    const counted = async (viewer: Someone, forOthers = false) =>
      (await compare(viewer, cadres, { forOthers })).find(({ file }) => file.id === cadres[0].id)?.file
        .records?.strength.records;
    expect(await counted(reviewer)).toBe(3);
    expect(await counted(leader)).toBe(2);
    expect(await counted(reviewer, true)).toBe(2);
  });
});

const trace = "0a1b2c3d4e5f";

describe("exportComparison", () => {
  it("is for reviewers and leaders, and leaves a line with whom it was about", async () => {
    const { unit, cadres } = await comparisonScene();
    const ids = cadres.map(({ id }) => id);
    for (const role of ROLES) {
      const person = await createPerson(role, {
        units: role === "OBSERVER" ? [unit] : [],
        unitId: role === "LIAISON" ? unit.id : undefined,
      });
      const own = `${trace.slice(0, 10)}${String(ROLES.indexOf(role)).padStart(2, "0")}`;
      const outcome = await exportComparison(person, { cadres: ids, form: "xlsx", trace: own });
      if (role === "REVIEWER" || role === "LEADER") {
        expect(outcome.ok, role).toBe(true);
        expect(await auditLinesOf(own)).toContainEqual({
          action: "exportComparison",
          actorId: person.id,
          before: [...ids].sort().join(" "),
          after: "xlsx",
        });
      } else expect(outcome, role).toMatchObject({ ok: false, kind: "denied" });
    }
  });

  it("holds what the page holds, with addresses, trace number and no recorder", async () => {
    const { cadres, claimId, observers } = await comparisonScene();
    const compared = await compare(await as("REVIEWER"), cadres, { forOthers: true });
    const content = {
      people: compared.map(({ file }) => ({ name: file.name, post: "职务" })),
      rows: comparisonRows(compared, { asOf: today(), names: false }, comparisonWords),
      position: "建设局 副局长",
      asOf: today(),
      by: { name: "经办人", on: today(), trace },
      origin: "https://gc.example",
    };
    const paper = comparisonPaper(content, wordKey, marksOf(false));
    const told = JSON.stringify(paper);
    for (const cadre of cadres) expect(told).toContain(cadre.name);
    expect(told).toContain(`https://gc.example/achievements/${claimId}`);
    expect(paper.footer).toContain(trace);
    expect(told).not.toContain(observers[0].name);
    expect(await gongwenDocx(paper)).toEqual(
      await gongwenDocx(comparisonPaper(content, wordKey, marksOf(false))),
    );
    const sheets = comparisonSheets(content, wordKey);
    const book = await readWorkbook(new Uint8Array(await writeWorkbook(sheets)), 2_000_000);
    expect(book?.[0]?.rows[0]).toEqual(["field.row", ...compared.map(({ file }) => file.name)]);
    expect(book?.[1]?.rows.map((row) => row.at(-1))).toContain(`https://gc.example/achievements/${claimId}`);
    expect(JSON.stringify(book)).toContain(trace);
    expect(JSON.stringify(book)).not.toContain(observers[0].name);
  });
});

describe("what stands around a comparison", () => {
  it("names who is ticked, as far as they may be seen, and the position of a review to those who read reviews", async () => {
    const { unit, cadres } = await comparisonScene();
    const reviewer = await as("REVIEWER");
    const picked = await read(reviewer, (db) => listPicked(db, [cadres[0].id]));
    expect(picked).toEqual([{ id: cadres[0].id, name: cadres[0].name }]);
    expect(await read(reviewer, (db) => listPicked(db, []))).toEqual([]);
    const { rows } = await owner().query(
      `with b as (insert into review_batches (id, title, opened_by) values (gen_random_uuid(), '批次', $1) returning id)
       insert into review_positions (id, batch_id, unit_id, title, level, tier, requirements, added_by)
       select gen_random_uuid(), b.id, $2, '副局长', '乡科级副职', 'TEAM', '{}', $1 from b returning id`,
      [reviewer.id, unit.id],
    );
    const position: string = rows[0].id;
    expect(await read(reviewer, (db) => findPositionName(db, position))).toBe(`${unit.shortName} 副局长`);
    const admin = await as("ADMIN");
    expect(await read(admin, (db) => findPositionName(db, position))).toBeNull();
  });
});

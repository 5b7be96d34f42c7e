/**
 * The papers as an office opens them: a report, a file, a comparison and a 任免审批表 are made as the product makes them, opened
 * by LibreOffice and printed. Where there is none, the tests of the docx itself (tests/unit/platform/gongwen) say as much as
 * can be said: sizes, margins, fonts by name, links.
 */
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { listVerified } from "@/lib/achievements/verified/queries";
import { cadrePaper } from "@/lib/cadres/file/paper/rules";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { comparisonPaper } from "@/lib/comparison/paper/rules";
import { getComparison } from "@/lib/comparison/queries";
import { comparisonRows } from "@/lib/comparison/table/rules";
import { dimensionWordsOn } from "@/lib/dimensions/rules";
import { read } from "@/lib/platform/db";
import { type Gongwen, gongwenDocx } from "@/lib/platform/gongwen";
import { marksOf } from "@/lib/platform/marks";
import { loadMessages } from "@/lib/platform/messages";
import { sayer } from "@/lib/reports/compose/rules";
import { paperContent, reportPaper } from "@/lib/reports/paper/rules";
import { appointmentForm, appointmentFormDocx } from "@/lib/roster/appointment-form/rules";
import { getForForm } from "@/lib/roster/export/queries";
import { createPerson, today } from "@/tests/support/builders";
import { comparisonScene } from "@/tests/support/comparison";
import { viewerOf } from "@/tests/support/meetings";
import { converted, findOffice, linksIn, printedBy } from "@/tests/support/office";
import { createMaker, createMatter, makeReport, pageOf } from "@/tests/support/reports";

const ORIGIN = "https://x.example";
const TRACE = "0a1b2c3d4e5f";
const office = findOffice();
if (!office) console.info("office.test: no soffice or libreoffice on the path, so no docx is opened here");

const NAMES = ["report", "file", "comparison", "form"] as const;
type Name = (typeof NAMES)[number];

async function scene() {
  const messages = await loadMessages("zh-CN");
  const of = (name: string) => sayer(Object(messages[name]));
  const matter = await createMatter();
  const { cadres, claimId } = await comparisonScene();
  const maker = await createMaker();
  const viewer = await viewerOf(await createPerson("LEADER", { clearance: 3 }));
  const page = await pageOf(maker, await makeReport(maker));
  if (!page.snapshot) throw new Error("not frozen");
  const dimensions = dimensionWordsOn([], today(), false, (one) => one);
  const by = { name: "演示", on: today(), trace: TRACE };
  const [first, second] = cadres;
  const gongwen: Record<Exclude<Name, "form">, Gongwen> = {
    report: reportPaper(paperContent(page, page.snapshot), {
      origin: ORIGIN,
      by,
      say: sayer(Object(Reflect.get(Object(Reflect.get(Object(messages.reports), "hint")), "paper"))),
    }),
    file: await read(viewer, async (db) => {
      const file = await getCadreFile(db, viewer, first.id, {}, today(), { forOthers: true });
      const verified = await listVerified(db, first.id, today());
      return cadrePaper(
        { file, verified, sections: [], origin: ORIGIN, by },
        {
          file: of("cadres"),
          observations: of("observations"),
          achievements: of("achievements"),
          dimensions,
          marks: marksOf(false),
        },
      );
    }),
    comparison: await read(viewer, async (db) => {
      const compared = await getComparison(db, viewer, { cadres: [first.id, second.id] }, today(), {
        forOthers: true,
      });
      const words = {
        comparison: of("comparison"),
        cadres: of("cadres"),
        observations: of("observations"),
        achievements: of("achievements"),
        appraisals: of("appraisals"),
        concerns: of("concerns"),
        cases: of("cases"),
        dimensions,
        isEnglish: false,
      };
      return comparisonPaper(
        {
          people: compared.map(({ file }) => ({ name: file.name, post: "副局长" })),
          rows: comparisonRows(compared, { asOf: today(), names: false }, words),
          position: null,
          asOf: today(),
          by,
          origin: ORIGIN,
        },
        of("comparison"),
        marksOf(false),
      );
    }),
  };
  const form = await read(viewer, (db) => getForForm(db, first.id, today()));
  const docx: Record<Name, Uint8Array> = {
    report: await gongwenDocx(gongwen.report),
    file: await gongwenDocx(gongwen.file),
    comparison: await gongwenDocx(gongwen.comparison),
    form: await appointmentFormDocx(await appointmentForm(form, today(), `编号 ${TRACE}`)),
  };
  return { docx, gongwen, page, matter, claimId, first, second };
}

const MM = 72 / 25.4;
/** Left and top, in millimetres. */
const MARGINS: Record<Name, [number, number]> = {
  report: [28, 37],
  file: [28, 37],
  comparison: [28, 37],
  form: [18, 18],
};
const FONTS: Record<Name, string[]> = {
  report: ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"],
  file: ["方正小标宋简体", "仿宋_GB2312", "黑体"],
  comparison: ["方正小标宋简体", "仿宋_GB2312"],
  form: ["宋体"],
};
const bare = (text: string): string => text.replaceAll(/\s/g, "");

describe.skipIf(!office)("papers in LibreOffice", () => {
  let world: Awaited<ReturnType<typeof scene>>;
  let printed: Record<Name, ReturnType<typeof printedBy>>;
  let opened: Record<Name, Uint8Array>;
  beforeAll(async () => {
    world = await scene();
    const pdf = await converted(office ?? "", world.docx, "pdf");
    opened = await converted(office ?? "", world.docx, "odt");
    printed = {
      report: printedBy(pdf.report),
      file: printedBy(pdf.file),
      comparison: printedBy(pdf.comparison),
      form: printedBy(pdf.form),
    };
  }, 240_000);

  it.each(NAMES)(
    "%s: A4 pages within its margins, every letter from a font that lies in the file",
    (name) => {
      const { pages, fonts } = printed[name];
      expect(pages.length).toBeGreaterThan(0);
      const [left, top] = MARGINS[name];
      for (const page of pages) {
        expect(page.width / MM).toBeCloseTo(210, 0);
        expect(page.height / MM).toBeCloseTo(297, 0);
        expect(page.left, "left").toBeGreaterThanOrEqual(left * MM - 1);
        expect(page.top, "top").toBeGreaterThanOrEqual(top * MM);
        expect(page.text).not.toContain("?".repeat(3));
      }
      expect(fonts.length).toBeGreaterThan(0);
      expect(fonts.filter(({ isEmbedded }) => !isEmbedded)).toEqual([]);
    },
  );

  it.each(NAMES)("%s: opens with the fonts that the office has for it by name", (name) => {
    const styles = new TextDecoder().decode(unzipSync(opened[name])["content.xml"]);
    const asked = new Set([...styles.matchAll(/style:font-name-asian="([^"]+)"/g)].map(([, font]) => font));
    for (const font of FONTS[name])
      expect(
        [...asked].some((one) => one?.startsWith(font)),
        `${font} of ${[...asked]}`,
      ).toBe(true);
  });

  it("prints the number and the purpose on each page, in the order of the pages; the form has its two", () => {
    for (const name of ["report", "file", "comparison"] as const)
      printed[name].pages.forEach(({ text }, at) => {
        expect(bare(text), `${name} ${at}`).toContain(bare(world.gongwen[name].footer));
        expect(bare(text)).toContain(`—${at + 1}—`);
      });
    expect(printed.report.pages.length).toBeGreaterThan(2);
    expect(printed.form.pages).toHaveLength(2);
    for (const { text } of printed.form.pages) expect(text).toContain(TRACE);
    expect(bare(printed.form.pages[0]?.text ?? "")).toContain(bare(world.first.name));
  });

  it("keeps each citation of the report, in words and as a link to what it cites", () => {
    // a mark may begin on one page and end on the next: what stands at the foot of each lies between
    const foot = bare(world.gongwen.report.footer);
    const text = printed.report.pages
      .map((page, at) =>
        bare(page.text)
          .replace(foot, "")
          .replace(`—${at + 1}—`, ""),
      )
      .join("");
    const links = linksIn(opened.report);
    const cited = world.page.paragraphs.flatMap((one) => one.text.match(/【[^】]+】/g) ?? []);
    expect(cited.length).toBeGreaterThan(5);
    for (const mark of new Set(cited)) {
      expect(text).toContain(bare(mark));
      const label = mark.slice(1, -1);
      expect(links).toContain(`${ORIGIN}${world.page.citations.find((one) => one.label === label)?.href}`);
    }
  });

  it("opens facts of a file and a comparison where they come from", () => {
    for (const name of ["file", "comparison"] as const)
      expect(linksIn(opened[name]), name).toContain(`${ORIGIN}/achievements/${world.claimId}`);
    const text = bare(printed.comparison.pages.map((page) => page.text).join(""));
    for (const one of [world.first, world.second]) expect(text).toContain(one.name);
  });
});

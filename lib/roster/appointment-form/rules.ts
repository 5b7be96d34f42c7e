/**
 * 干部任免审批表 as docx: the two-page form of the trade. Its labels are the form's own and stand in no other language.
 * 拟任, 拟免, 任免理由 and the opinions are left for the pen: plans of appointment are not kept here (product.md).
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  ImageRun,
  Packer,
  PageBreak,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import { ageOn } from "@/lib/cadres/rules";
import type { Day } from "@/lib/platform/clock";
import { withoutMoments } from "@/lib/platform/gongwen";
import type { FormCadre } from "../export/queries";
import { cadreSheet, storedDocument } from "../lrmx/cadre/rules";
import { keptPhoto, type Photo } from "../lrmx/photo/rules";
import { isPeriod, resumeLines } from "../lrmx/resume/rules";
import { shownMonth } from "../lrmx/rules";
import { LRMX_LIMITS, type LrmxSheet } from "../lrmx/schema";

export type AppointmentForm = {
  sheet: LrmxSheet;
  age: number;
  photo: Photo | null;
  /** who took it and the number that the audit knows it by; on both pages */
  footer: string;
};

const MM = 56.693;
/** A4 less the margins of the form. */
const WIDTH = Math.round(174 * MM);
const page = {
  size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
  margin: {
    top: Math.round(18 * MM),
    bottom: Math.round(15 * MM),
    left: Math.round(18 * MM),
    right: Math.round(18 * MM),
    footer: Math.round(8 * MM),
  },
};
const font = (name: string) => ({
  ascii: "Times New Roman",
  hAnsi: "Times New Roman",
  cs: "Times New Roman",
  eastAsia: name,
});
const FONTS = {
  title: font("方正小标宋简体"),
  label: font("宋体"),
  text: font("仿宋_GB2312"),
  footer: font("宋体"),
};
/** Half points. */
const SIZE = { title: 44, text: 24, footer: 17 };
const line = { style: BorderStyle.SINGLE, size: 6, color: "000000" };
const borders = { top: line, bottom: line, left: line, right: line };

type CellOptions = { span?: number; rows?: number; isLeft?: boolean };

/** Seven columns on the first page, as the form is ruled. */
const FIRST = [0.115, 0.14, 0.125, 0.135, 0.145, 0.15, 0.19].map((share) => Math.round(WIDTH * share));
const SECOND = [0.12, 0.12, 0.13, 0.14, 0.14, 0.35].map((share) => Math.round(WIDTH * share));

const cell = (children: Paragraph[], { span = 1, rows = 1 }: CellOptions = {}, atTop = false): TableCell =>
  new TableCell({
    borders,
    columnSpan: span,
    rowSpan: rows,
    verticalAlign: atTop ? VerticalAlign.TOP : VerticalAlign.CENTER,
    margins: { marginUnitType: WidthType.DXA, top: 30, bottom: 30, left: 90, right: 90 },
    children,
  });

const label = (text: string, options: CellOptions = {}): TableCell =>
  cell(
    text.split("\n").map(
      (part) =>
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [new TextRun({ text: part, font: FONTS.label, size: SIZE.text })],
        }),
    ),
    options,
  );

const value = (text: string, options: CellOptions = {}): TableCell =>
  cell(
    text.split("\n").map(
      (part) =>
        new Paragraph({
          alignment: options.isLeft ? AlignmentType.LEFT : AlignmentType.CENTER,
          children: [
            new TextRun({ text: part, font: FONTS.text, size: fitting(part, (options.span ?? 1) > 2) }),
          ],
        }),
    ),
    options,
  );

/** A long text in a narrow place is set smaller, as everybody does who fills this form. */
function fitting(text: string, isWide: boolean): number {
  const room = isWide ? 120 : 16;
  return text.length > room * 2 ? 18 : text.length > room ? 21 : SIZE.text;
}

const row = (height: number, children: TableCell[]): TableRow =>
  new TableRow({ height: { value: Math.round(height * MM), rule: HeightRule.ATLEAST }, children });

const table = (columnWidths: number[], rows: TableRow[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths,
    rows,
  });

function photoCell(photo: Photo | null): TableCell {
  if (!photo) return cell([new Paragraph({})], { rows: 4 });
  // within 30 × 42 mm, in its own proportions
  const scale = Math.min(113 / photo.width, 158 / photo.height);
  const transformation = { width: Math.round(photo.width * scale), height: Math.round(photo.height * scale) };
  const image = new ImageRun({
    type: photo.kind === "png" ? "png" : "jpg",
    data: photo.bytes,
    transformation,
    altText: { id: "1", name: "照片", title: "照片", description: "照片" },
  });
  return cell([new Paragraph({ alignment: AlignmentType.CENTER, children: [image] })], { rows: 4 });
}

const born = ({ sheet, age }: AppointmentForm): string => `${shownMonth(sheet.bornOn)}\n（${age}岁）`;

const both = (...texts: string[]): string => [...new Set(texts.filter(Boolean))].join("\n");

function firstPage(form: AppointmentForm): Table {
  const { sheet } = form;
  return table(FIRST, [
    row(11, [
      label("姓　名"),
      value(sheet.name),
      label("性　别"),
      value(sheet.gender),
      label("出生年月\n（岁）"),
      value(born(form)),
      photoCell(form.photo),
    ]),
    row(11, [
      label("民　族"),
      value(sheet.ethnicity),
      label("籍　贯"),
      value(sheet.nativePlace),
      label("出生地"),
      value(sheet.birthPlace),
    ]),
    row(11, [
      label("入　党\n时　间"),
      value(shownMonth(sheet.joinedPartyOn)),
      label("参加工\n作时间"),
      value(shownMonth(sheet.startedWorkOn)),
      label("健康状况"),
      value(sheet.health),
    ]),
    row(11, [
      label("专业技\n术职务"),
      value(sheet.technicalTitle, { span: 2 }),
      label("熟悉专业\n有何专长"),
      value(sheet.skills, { span: 2 }),
    ]),
    row(13, [
      label("学　历\n学　位", { rows: 2 }),
      label("全日制\n教　育"),
      value(both(sheet.fullTimeEducation, sheet.fullTimeDegree), { span: 2 }),
      label("毕业院校\n系及专业"),
      value(both(sheet.fullTimeEducationSchool, sheet.fullTimeDegreeSchool), { span: 2 }),
    ]),
    row(13, [
      label("在　职\n教　育"),
      value(both(sheet.inServiceEducation, sheet.inServiceDegree), { span: 2 }),
      label("毕业院校\n系及专业"),
      value(both(sheet.inServiceEducationSchool, sheet.inServiceDegreeSchool), { span: 2 }),
    ]),
    row(11, [label("现　任　职　务", { span: 2 }), value(sheet.currentPost, { span: 5, isLeft: true })]),
    row(11, [label("拟　任　职　务", { span: 2 }), value("", { span: 5 })]),
    row(11, [label("拟　免　职　务", { span: 2 }), value("", { span: 5 })]),
    row(124, [label("简\n\n\n历"), resumeCell(sheet.resume)]),
  ]);
}

function resumeCell(resume: string): TableCell {
  const lines = resumeLines(resume);
  // what fills the page at full size is set smaller before it runs over
  const weight = lines.reduce((sum, one) => sum + Math.max(1, Math.ceil(one.text.length / 26)), 0);
  const size = weight > 30 ? 18 : weight > 22 ? 21 : SIZE.text;
  const indent = Math.round(17 * (size / 2) * 10);
  const paragraphs = lines.map(
    (one) =>
      new Paragraph({
        indent: isPeriod(one) ? { left: indent, hanging: indent } : { left: indent },
        tabStops: [{ type: "left", position: indent }],
        children: [
          new TextRun({
            text: isPeriod(one) ? `${one.from}--${one.to ?? ""}\t${one.text}` : one.text,
            font: FONTS.text,
            size,
          }),
        ],
      }),
  );
  return cell(paragraphs.length > 0 ? paragraphs : [new Paragraph({})], { span: 6 }, true);
}

/** At least so many lines for relatives are ruled. */
const RELATIVE_LINES = 7;
const NO_RELATIVE = { title: "", name: "", born: "", politics: "", work: "" };

function secondPage({ sheet }: AppointmentForm): Table {
  const family = sheet.family.slice(0, LRMX_LIMITS.relatives);
  const empty = Array.from({ length: Math.max(0, RELATIVE_LINES - family.length) }, () => NO_RELATIVE);
  const relatives = [...family, ...empty];
  return table(SECOND, [
    row(30, [label("奖惩情况"), value(sheet.rewards, { span: 5, isLeft: true })]),
    row(22, [label("年　度\n考　核\n结　果"), value(sheet.appraisalText, { span: 5, isLeft: true })]),
    row(26, [label("任　免\n理　由"), value("", { span: 5 })]),
    row(9, [
      label("家庭\n主要\n成员\n及重\n要社\n会关\n系", { rows: relatives.length + 1 }),
      label("称　谓"),
      label("姓　名"),
      label("出生年月"),
      label("政治面貌"),
      label("工作单位及职务"),
    ]),
    ...relatives.map((relative) =>
      row(9, [
        value(relative.title),
        value(relative.name),
        value(shownMonth(relative.born)),
        value(relative.politics),
        value(relative.work, { isLeft: true }),
      ]),
    ),
    row(24, [label("呈　报\n单　位"), cell(signed("年　　月　　日"), { span: 5 })]),
    row(36, [
      label("审　批\n机　关\n意　见"),
      cell(signed("（盖章）", "年　　月　　日"), { span: 2 }),
      label("行　政\n机　关\n任　免\n意　见"),
      cell(signed("（盖章）", "年　　月　　日"), { span: 2 }),
    ]),
  ]);
}

const signed = (...texts: string[]): Paragraph[] =>
  texts.map(
    (text) =>
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        indent: { right: 240 },
        children: [new TextRun({ text, font: FONTS.label, size: SIZE.text })],
      }),
  );

export const appointmentForm = async (
  cadre: FormCadre,
  today: Day,
  footer: string,
): Promise<AppointmentForm> => ({
  sheet: cadreSheet(cadre, storedDocument(cadre), today),
  age: ageOn(cadre.bornOn, today),
  photo: await keptPhoto(cadre.photo),
  footer,
});

export async function appointmentFormDocx(form: AppointmentForm): Promise<Uint8Array<ArrayBuffer>> {
  const footer = new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ text: form.footer, font: FONTS.footer, size: SIZE.footer, color: "606060" }),
        ],
      }),
    ],
  });
  const title = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 160 },
    children: [new TextRun({ text: "干部任免审批表", font: FONTS.title, size: SIZE.title })],
  });
  const penned = new Paragraph({
    spacing: { before: 120 },
    children: [new TextRun({ text: "填表人：", font: FONTS.label, size: SIZE.text })],
  });
  const document = new Document({
    title: "干部任免审批表",
    creator: "一线观察员",
    styles: { default: { document: { run: { font: FONTS.text, size: SIZE.text } } } },
    sections: [
      {
        properties: { page },
        footers: { default: footer },
        children: [
          title,
          firstPage(form),
          new Paragraph({ spacing: { line: 20 }, children: [new PageBreak()] }),
          secondPage(form),
          penned,
        ],
      },
    ],
  });
  return withoutMoments(await Packer.toBuffer(document));
}

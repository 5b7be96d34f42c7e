/** The roster as a workbook. Headings are those that rosters of the trade have, so that it can come in again. */
import { ageOn } from "@/lib/cadres/rules";
import type { Tier } from "@/lib/cadres/schema";
import type { Day } from "@/lib/platform/clock";
import { gradesText } from "../lrmx/cadre/rules";
import type { ExportedCadre, HeldPost } from "./queries";
import type { ExportChoice, ExportColumn } from "./schema";

const TIER_WORDS: Record<Tier, string> = { TEAM: "班子成员", MIDDLE: "中层干部", STAFF: "一般干部" };

type Column = { heading: string; width: number; text: (cadre: ExportedCadre, today: Day) => string };

const sheetText = (
  field: Exclude<keyof NonNullable<ExportedCadre["sheet"]>, "family">,
  heading: string,
  width = 16,
): Column => ({ heading, width, text: ({ sheet }) => sheet?.[field] ?? "" });

const COLUMNS: Record<ExportColumn, Column> = {
  unit: { heading: "单位", width: 16, text: ({ unitName }) => unitName ?? "" },
  name: { heading: "姓名", width: 10, text: ({ name }) => name },
  gender: { heading: "性别", width: 6, text: ({ gender }) => gender },
  bornOn: { heading: "出生年月", width: 10, text: ({ bornOn }) => dayText(bornOn) },
  ethnicity: { heading: "民族", width: 8, text: ({ ethnicity }) => ethnicity },
  nativePlace: { heading: "籍贯", width: 14, text: ({ nativePlace }) => nativePlace },
  joinedPartyOn: { heading: "入党时间", width: 10, text: ({ joinedPartyOn }) => dayText(joinedPartyOn) },
  startedWorkOn: { heading: "参加工作时间", width: 12, text: ({ startedWorkOn }) => dayText(startedWorkOn) },
  education: { heading: "学历", width: 12, text: ({ education }) => education },
  speciality: { heading: "专业", width: 14, text: ({ speciality }) => speciality ?? "" },
  title: { heading: "现任职务", width: 30, text: (cadre) => primaryOf(cadre)?.title ?? "" },
  otherPosts: { heading: "兼任职务", width: 30, text: otherPosts },
  level: { heading: "职级", width: 14, text: (cadre) => primaryOf(cadre)?.level ?? "" },
  tier: { heading: "干部类别", width: 10, text: (cadre) => wordOf(primaryOf(cadre)) },
  since: { heading: "任现职时间", width: 12, text: (cadre) => dayText(primaryOf(cadre)?.startsOn ?? null) },
  idNumber: { heading: "身份证号", width: 22, text: ({ idNumber }) => idNumber ?? "" },
  unitType: { heading: "单位类型", width: 14, text: ({ unitType }) => unitType ?? "" },
  age: { heading: "年龄", width: 6, text: ({ bornOn }, today) => String(ageOn(bornOn, today)) },
  birthPlace: sheetText("birthPlace", "出生地"),
  health: sheetText("health", "健康状况", 10),
  technicalTitle: sheetText("technicalTitle", "专业技术职务"),
  skills: sheetText("skills", "熟悉专业有何专长", 20),
  fullTimeEducation: sheetText("fullTimeEducation", "全日制学历", 12),
  fullTimeDegree: sheetText("fullTimeDegree", "全日制学位", 12),
  fullTimeEducationSchool: sheetText("fullTimeEducationSchool", "全日制学历毕业院校系及专业", 28),
  fullTimeDegreeSchool: sheetText("fullTimeDegreeSchool", "全日制学位毕业院校系及专业", 28),
  inServiceEducation: sheetText("inServiceEducation", "在职学历", 12),
  inServiceDegree: sheetText("inServiceDegree", "在职学位", 12),
  inServiceEducationSchool: sheetText("inServiceEducationSchool", "在职学历毕业院校系及专业", 28),
  inServiceDegreeSchool: sheetText("inServiceDegreeSchool", "在职学位毕业院校系及专业", 28),
  resume: sheetText("resume", "简历", 50),
  rewards: sheetText("rewards", "奖惩情况", 30),
  grades: { heading: "年度考核结果", width: 30, text: gradesText },
};

const isHeld = ({ endsOn }: HeldPost, today: Day): boolean => endsOn === null || endsOn >= today;
/** The last one that has begun: the list holds people in post. */
const primaryOf = ({ posts }: ExportedCadre): HeldPost | undefined =>
  posts.findLast(({ isPrimary }) => isPrimary);
const wordOf = (post: HeldPost | undefined): string => (post ? TIER_WORDS[post.tier] : "");

function otherPosts({ posts }: ExportedCadre, today: Day): string {
  const others = posts.filter((post) => !post.isPrimary && isHeld(post, today));
  return others.map(({ unitName, title }) => `${unitName}${title}`).join("，");
}

/** A month where no more is known, as rosters write it: 1970.05 */
const dayText = (day: Day | null): string =>
  day === null ? "" : (day.endsWith("-01") ? day.slice(0, 7) : day).replaceAll("-", ".");

export type ExportNote = { name: string; day: Day; trace: string; scope: string };
type Written = { name: string; rows: string[][]; widths: number[] };

/** Grouped: a row that holds nothing but a unit's name heads those below it, and the unit needs no column. */
export function rosterSheets(
  cadres: readonly ExportedCadre[],
  { columns, layout }: ExportChoice,
  today: Day,
  note: ExportNote,
): Written[] {
  const isGrouped = layout === "grouped";
  const shown = columns.filter((column) => !(isGrouped && column === "unit"));
  const rowOf = (cadre: ExportedCadre) => shown.map((column) => COLUMNS[column].text(cadre, today));
  const body = cadres.flatMap((cadre, at) => {
    const begins = isGrouped && cadres[at - 1]?.unitName !== cadre.unitName;
    return begins ? [[cadre.unitName ?? "", ...shown.slice(1).map(() => "")], rowOf(cadre)] : [rowOf(cadre)];
  });
  return [
    {
      name: "干部名册",
      widths: shown.map((column) => COLUMNS[column].width),
      rows: [shown.map((column) => COLUMNS[column].heading), ...body],
    },
    {
      name: "导出说明",
      widths: [12, 60],
      rows: [
        ["项目", "内容"],
        ["导出人", note.name],
        ["导出日期", note.day],
        ["导出编号", note.trace],
        ["范围", note.scope],
        ["人数", String(cadres.length)],
        ["说明", "本名册含个人信息，请按规定保管；导出已留痕，可按编号查到。"],
      ],
    },
  ];
}

/** Which column holds which field: by its heading, and by what the same heading meant the last time. */
import type { Field } from "../schema";

/** Headings as rosters have them. The first is ours, and stands in the template and in exports. */
export const HEADINGS: Record<Field, readonly string[]> = {
  unit: ["单位", "所在单位", "工作单位", "单位名称", "现工作单位", "单位（分组）"],
  name: ["姓名", "干部姓名", "名字"],
  gender: ["性别"],
  bornOn: ["出生年月", "出生日期", "出生年月日", "出生时间", "生日"],
  idNumber: ["身份证号", "证件号码", "身份证号码", "公民身份号码", "身份证", "证件号"],
  ethnicity: ["民族"],
  nativePlace: ["籍贯"],
  birthPlace: ["出生地"],
  joinedPartyOn: ["入党时间", "入党年月", "入党日期", "加入党派时间"],
  startedWorkOn: ["参加工作时间", "参工时间", "工作时间", "参加工作年月", "参加工作日期"],
  title: [
    "现任职务",
    "职务",
    "现任职务及职级",
    "工作单位及职务",
    "单位及职务",
    "单位职务",
    "职务名称",
    "现职",
  ],
  level: ["职级", "现任职级", "职务层次", "职务级别", "级别", "行政级别"],
  tier: ["干部类别", "类别", "人员类别", "班子类别"],
  postStartsOn: ["任现职时间", "任职时间", "任现职日期", "现任职务时间", "任现职务时间", "任现职年月"],
  education: ["学历", "最高学历", "文化程度"],
  speciality: ["专业", "所学专业", "毕业专业"],
  fullTimeEducation: ["全日制教育学历", "全日制学历"],
  fullTimeDegree: ["全日制教育学位", "全日制学位"],
  fullTimeEducationSchool: [
    "全日制学历毕业院校系及专业",
    "全日制毕业院校系及专业",
    "全日制教育毕业院校系及专业",
  ],
  fullTimeDegreeSchool: ["全日制学位毕业院校系及专业"],
  inServiceEducation: ["在职教育学历", "在职学历"],
  inServiceDegree: ["在职教育学位", "在职学位"],
  inServiceEducationSchool: ["在职学历毕业院校系及专业", "在职毕业院校系及专业", "在职教育毕业院校系及专业"],
  inServiceDegreeSchool: ["在职学位毕业院校系及专业"],
  health: ["健康状况", "健康情况"],
  technicalTitle: ["专业技术职务", "职称", "专业技术资格"],
  skills: ["熟悉专业有何专长", "专长", "熟悉专业及专长"],
  resume: ["简历", "个人简历", "工作简历"],
  rewards: ["奖惩情况", "奖惩", "奖励情况"],
  appraisalText: ["年度考核结果", "年度考核情况", "近三年年度考核结果", "考核结果"],
};

/** Columns of our own error file, and numberings: they mean nothing when they come back. */
const LEFT_OUT = ["序号", "编号", "错误说明", "原行号", "备注", "联系电话", "手机"];

/** Without spaces, line breaks, brackets' contents and signs: 参加工 作时间（年月） is 参加工作时间. */
export const normalHeading = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\((?!分组)[^)]*\)/g, "")
    .replace(/[\s*:：、,，。.·_\-—/\\()"'“”‘’]/g, "")
    .toLowerCase();

type Meanings<F extends string> = ReadonlyMap<string, F | "">;

/** What a heading means, as it is written anywhere; the words to each field come from its table. */
export const meaningsOf = <F extends string>(headings: Record<F, readonly string[]>): Meanings<F> =>
  new Map<string, F | "">([
    ...LEFT_OUT.map((heading) => [normalHeading(heading), ""] as const),
    ...(Object.entries(headings) as [F, readonly string[]][]).flatMap(([field, words]) =>
      words.map((heading) => [normalHeading(heading), field] as const),
    ),
  ]);
const KNOWN = meaningsOf(HEADINGS);

/** Field or "" by column. A field is taken once: by what was said the last time, then by the first heading that fits. */
export const guessMapping = (header: readonly string[], remembered: Meanings<Field>): (Field | "")[] =>
  mappingOf(header, KNOWN, remembered);

export function mappingOf<F extends string>(
  header: readonly string[],
  known: Meanings<F>,
  remembered: Meanings<F> = new Map(),
): (F | "")[] {
  const mapping: (F | "")[] = header.map(() => "");
  const taken = new Set<F>();
  for (const source of [remembered, known])
    header.forEach((heading, at) => {
      const normal = normalHeading(heading);
      const field = source.get(normal);
      const wasSaid = source === known && remembered.has(normal);
      if (!field || wasSaid || mapping[at] !== "" || taken.has(field)) return;
      mapping[at] = field;
      taken.add(field);
    });
  return mapping;
}

/** Rows before the heading are the sheet's title; more than that is no roster. */
const LOOKED_AT = 15;

/** Where the heading stands: the row with most known headings, a name among them. -1 where there is none. */
export function headingRow(
  rows: readonly (readonly string[])[],
  guess: (header: readonly string[]) => readonly string[],
): number {
  let best = { at: -1, hits: 1 };
  rows.slice(0, LOOKED_AT).forEach((cells, at) => {
    const mapping = guess(cells);
    const hits = mapping.filter(Boolean).length;
    if (mapping.includes("name") && hits > best.hits) best = { at, hits };
  });
  return best.at;
}

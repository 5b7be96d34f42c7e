/** One cell: what it says, or which rule it breaks. Days are yyyy-MM where the month is all that was written. */
import { distance, nearestOf } from "../names/rules";
import type { Fault, Field, Rule } from "../schema";

export type Cell = { value: string } | { rule: Rule; params?: Record<string, string | number> };
const value = (text: string): Cell => ({ value: text });
const broken = (rule: Rule, params?: Record<string, string | number>): Cell => ({ rule, params });

/** The mark that keeps a text from being a formula comes back without it; wide digits and letters become plain. */
export const clean = (text: string): string =>
  text
    .replaceAll("\u0000", "")
    .toWellFormed()
    .replace(/^'(?=[=+\-@])/, "")
    .replace(/[\u200b-\u200d\ufeff]/g, "")
    .trim();

export const ERRORS = /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/;
/** What people write where there is nothing. */
export const isNothing = (text: string): boolean => /^(无|-+|—+|\/|／|\\|暂无|N\/A)$/i.test(text);

// ---------------------------------------------------------------- days
const isDay = (year: number, month: number, day: number): boolean => {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
};
const two = (text: string): string => text.padStart(2, "0");
/** Excel counts days from 1899-12-30; what a roster can hold lies between 1927 and 2064. */
const SERIAL = { from: 10_000, to: 60_000 };

/**
 * 197005, 19700503, 1970.05, 1970-5-3, 1970/05, 1970年5月(3日), and Excel's own count of days. 1970.1 alone is a number that
 * lost its zero: January or October, nobody knows.
 */
export function readDay(text: string): Cell {
  const plain = text
    .normalize("NFKC")
    .replace(/\s+\d{1,2}:\d{2}(:\d{2})?$/, "")
    .replace(/\s/g, "");
  if (/^\d{5}$/.test(plain) && Number(plain) >= SERIAL.from && Number(plain) <= SERIAL.to)
    return value(new Date(Date.UTC(1899, 11, 30 + Number(plain))).toISOString().slice(0, 10));
  const [, year, month, day] =
    /^(\d{4})(\d{2})(\d{2})?$/.exec(plain) ??
    /^(\d{4})[-./。．年](\d{1,2})(?:月?|[-./。．月](\d{1,2})日?)$/.exec(plain) ??
    [];
  if (!year || !month) return broken("dateUnreadable");
  if (/^\d{4}\.1$/.test(plain))
    return broken("dateAmbiguous", { january: `${year}.01`, october: `${year}.10` });
  if (Number(month) < 1 || Number(month) > 12 || (day && !isDay(Number(year), Number(month), Number(day))))
    return broken("dateUnreadable");
  return value(day ? `${year}-${two(month)}-${two(day)}` : `${year}-${two(month)}`);
}

// ---------------------------------------------------------------- identity numbers
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

export const checkSign = (digits: string): string =>
  "10X98765432".charAt(WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11);

export function readIdentity(text: string): Cell {
  const plain = text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  // 3.30799198503E+17: a number that Excel has cut
  if (/^\d\.\d+E\+1[67]$/.test(plain)) return broken("identityNumeric");
  if (!/^[1-9]\d{16}[\dX]$/.test(plain)) return broken("identityForm", { length: [...plain].length });
  if (!isDay(Number(plain.slice(6, 10)), Number(plain.slice(10, 12)), Number(plain.slice(12, 14))))
    return broken("identityForm", { length: 18 });
  if (checkSign(plain) !== plain.charAt(17))
    return isCut(plain) ? broken("identityNumeric") : broken("identityDigit", { sign: checkSign(plain) });
  return value(plain);
}

/** Fifteen digits are what a number keeps; one in a thousand people has three zeros at the end all the same. */
export const isCut = (idNumber: string): boolean => idNumber.endsWith("000");

/** What the number itself says. */
export const bornOf = (idNumber: string): string =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
export const genderOf = (idNumber: string): string => (Number(idNumber.charAt(16)) % 2 === 1 ? "男" : "女");

// ---------------------------------------------------------------- words of a list
const PEOPLES =
  "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺";

type List = { words: readonly string[]; aliases: Readonly<Record<string, string>> };
const LISTS: Partial<Record<Field, List>> = {
  gender: { words: ["男", "女"], aliases: { 男性: "男", 女性: "女" } },
  ethnicity: {
    words: PEOPLES.split(" ").map((people) => `${people}族`),
    aliases: Object.fromEntries(PEOPLES.split(" ").map((people) => [people, `${people}族`])),
  },
  education: {
    words: [
      ...["研究生", "博士研究生", "硕士研究生", "大学本科", "大学专科", "中专", "高中", "初中", "技校"],
      ...[
        "中央党校研究生",
        "省委党校研究生",
        "中央党校大学",
        "省委党校大学",
        "在职研究生",
        "在职大学",
        "在职大专",
      ],
    ],
    aliases: {
      ...{ 大学: "大学本科", 本科: "大学本科", 大学本科学历: "大学本科", 全日制本科: "大学本科" },
      ...{ 大专: "大学专科", 专科: "大学专科", 博士: "博士研究生", 硕士: "硕士研究生", 研究生学历: "研究生" },
      ...{
        省委党校本科: "省委党校大学",
        中央党校本科: "中央党校大学",
        在职本科: "在职大学",
        中等专科: "中专",
      },
    },
  },
  level: {
    words: [
      ...[
        "厅局级正职",
        "厅局级副职",
        "县处级正职",
        "县处级副职",
        "乡科级正职",
        "乡科级副职",
        "股所级正职",
        "股所级副职",
      ],
      ...["一级巡视员", "二级巡视员", "一级调研员", "二级调研员", "三级调研员", "四级调研员"],
      ...["一级主任科员", "二级主任科员", "三级主任科员", "四级主任科员", "一级科员", "二级科员"],
      ...["市管正职", "市管副职", "企业中层正职", "企业中层副职", "企业一般管理人员"],
      ...["五级职员", "六级职员", "七级职员", "八级职员", "九级职员", "十级职员", "试用期", "未定级"],
    ],
    aliases: {
      ...{ 正处级: "县处级正职", 副处级: "县处级副职", 正科级: "乡科级正职", 副科级: "乡科级副职" },
      ...{ 正股级: "股所级正职", 副股级: "股所级副职", 正处: "县处级正职", 副处: "县处级副职" },
      ...{ 正科: "乡科级正职", 副科: "乡科级副职", 试用期人员: "试用期" },
    },
  },
  tier: {
    words: ["班子成员", "中层干部", "一般干部"],
    aliases: {
      班子: "班子成员",
      领导班子成员: "班子成员",
      中层: "中层干部",
      一般: "一般干部",
      一般人员: "一般干部",
    },
  },
};

function readWord(text: string, { words, aliases }: List): Cell {
  const plain = text.normalize("NFKC").replace(/[\s()]/g, "");
  const known = words.includes(plain) ? plain : aliases[plain];
  if (known) return value(known);
  const nearest = nearestOf(plain, [...words, ...Object.keys(aliases)]);
  return nearest ? broken("unknownWord", { nearest: aliases[nearest] ?? nearest }) : broken("unknownWord");
}

// ---------------------------------------------------------------- text
const LONGEST: Partial<Record<Field, number>> = {
  name: 30,
  nativePlace: 50,
  birthPlace: 50,
  speciality: 100,
  title: 100,
  health: 50,
  technicalTitle: 100,
  skills: 200,
  resume: 20_000,
  rewards: 5_000,
  appraisalText: 2_000,
};
const LONGEST_OTHERWISE = 200;

/** 王 小 明 is written to fill three places; · stands in names of other peoples. */
export function readName(text: string): Cell {
  const plain = text
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/[.•‧・]/g, "·");
  return /^[\p{Script=Han}〇·]{2,30}$/u.test(plain) || /^[A-Za-z]+(·[A-Za-z]+)*$/.test(plain)
    ? value(plain)
    : broken("nameForm");
}

const DAYS: readonly Field[] = ["bornOn", "joinedPartyOn", "startedWorkOn", "postStartsOn"];
const OTHER_PARTIES = /^(群众|无党派(人士)?|共青团员|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)$/;

/** Units are looked up by who holds their list; here they are text. */
export function readCell(field: Field, typed: string): Cell {
  const text = clean(typed);
  if (ERRORS.test(text)) return broken("cellError");
  if (text === "" || isNothing(text)) return value("");
  if (field === "name") return readName(text);
  if (field === "idNumber") return readIdentity(text);
  // who joined no party, or another one, has no day here
  if (field === "joinedPartyOn" && OTHER_PARTIES.test(text)) return value("");
  if (DAYS.includes(field)) return readDay(text);
  const list = LISTS[field];
  if (list) return readWord(text, list);
  const most = LONGEST[field] ?? LONGEST_OTHERWISE;
  return [...text].length > most ? broken("textTooLong", { maximum: most }) : value(text);
}

export const faultOf = (field: Field, cell: Cell): Fault[] =>
  "rule" in cell ? [{ field, rule: cell.rule, ...(cell.params ? { params: cell.params } : {}) }] : [];

/** The words of a list, for choosing instead of typing. */
export const wordsOf = (field: Field): readonly string[] => LISTS[field]?.words ?? [];

/** Which tier a level stands for where the file has no column for it. */
export function tierOf(level: string): "TEAM" | "MIDDLE" | "STAFF" {
  if (/^(厅局级|县处级|乡科级|市管)/.test(level)) return "TEAM";
  return /^(股所级|企业中层)/.test(level) ? "MIDDLE" : "STAFF";
}
export const TIER_WORDS = { TEAM: "班子成员", MIDDLE: "中层干部", STAFF: "一般干部" } as const;

/** Names that differ in one sign may be a slip of the pen. */
export const isSlip = (one: string, other: string): boolean => one !== other && distance(one, other, 1) <= 1;

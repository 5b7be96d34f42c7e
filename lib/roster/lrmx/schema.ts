import { z } from "zod";
import { requiredText } from "@/lib/platform/text";

/** The elements of an lrmx (干部任免审批表) and what they are called here. The format's own names stand in this one table. */

/** In the order in which the format writes them; `field` is null for what is kept and not read (docs/adr/0024).
 *  Newer programs add DaoLingNianYue and GaiGeQianRenZhiNianLingJieXian: like all that is unknown, they stay where they stand. */
export const ELEMENTS = [
  { element: "XingMing", field: "name" },
  { element: "XingBie", field: "gender" },
  { element: "ChuShengNianYue", field: "bornOn" },
  { element: "MinZu", field: "ethnicity" },
  { element: "JiGuan", field: "nativePlace" },
  { element: "ChuShengDi", field: "birthPlace" },
  { element: "RuDangShiJian", field: "joinedPartyOn" },
  { element: "CanJiaGongZuoShiJian", field: "startedWorkOn" },
  { element: "JianKangZhuangKuang", field: "health" },
  { element: "ZhuanYeJiShuZhiWu", field: "technicalTitle" },
  { element: "ShuXiZhuanYeYouHeZhuanChang", field: "skills" },
  { element: "QuanRiZhiJiaoYu_XueLi", field: "fullTimeEducation" },
  { element: "QuanRiZhiJiaoYu_XueWei", field: "fullTimeDegree" },
  { element: "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", field: "fullTimeEducationSchool" },
  { element: "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", field: "fullTimeDegreeSchool" },
  { element: "ZaiZhiJiaoYu_XueLi", field: "inServiceEducation" },
  { element: "ZaiZhiJiaoYu_XueWei", field: "inServiceDegree" },
  { element: "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", field: "inServiceEducationSchool" },
  { element: "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", field: "inServiceDegreeSchool" },
  { element: "XianRenZhiWu", field: "currentPost" },
  // posts meant for somebody and the reasons are plans of appointment: product.md never stores them as data
  { element: "NiRenZhiWu", field: null },
  { element: "NiMianZhiWu", field: null },
  { element: "JianLi", field: "resume" },
  { element: "JiangChengQingKuang", field: "rewards" },
  { element: "NianDuKaoHeJieGuo", field: "appraisalText" },
  { element: "RenMianLiYou", field: null },
  { element: "JiaTingChengYuan", field: "family" },
  { element: "ChengBaoDanWei", field: null },
  { element: "JiSuanNianLingShiJian", field: null },
  { element: "TianBiaoShiJian", field: null },
  { element: "TianBiaoRen", field: null },
  { element: "ShenFenZheng", field: "idNumber" },
  { element: "ZhaoPian", field: "photo" },
  { element: "Version", field: null },
] as const;

type Known = (typeof ELEMENTS)[number];
export type ElementName = Known["element"];
type Field = Exclude<Known["field"], null>;

export const RELATIVE_PARTS = [
  { element: "ChengWei", field: "title" },
  { element: "XingMing", field: "name" },
  { element: "ChuShengRiQi", field: "born" },
  { element: "ZhengZhiMianMao", field: "politics" },
  { element: "GongZuoDanWeiJiZhiWu", field: "work" },
] as const;
export type Relative = Record<(typeof RELATIVE_PARTS)[number]["field"], string>;

export const LRMX_LIMITS = {
  bytes: 5 * 1024 * 1024,
  relatives: 10,
  /** of one text, in characters */
  text: 20_000,
  /** in one archive or one choice of files */
  files: 500,
  archiveBytes: 64 * 1024 * 1024,
  unpackedBytes: 256 * 1024 * 1024,
  photoBytes: 3 * 1024 * 1024,
  /** as it is kept, drawn anew */
  keptPhotoBytes: 1024 * 1024,
  photo: { pixels: 20_000_000, edge: 800 },
} as const;

/** Texts as the form holds them, days as `1970-05-01` where they can be read as such, else as typed. */
export type LrmxSheet = Record<Exclude<Field, "family">, string> & { family: Relative[] };
export type TextField = Exclude<keyof LrmxSheet, "family">;

export const DAY_FIELDS = ["bornOn", "joinedPartyOn", "startedWorkOn"] as const satisfies TextField[];

/** Why a whole document can't be taken; the words stand under `reason.rule`. */
export const DOCUMENT_RULES = [
  "documentTooLarge",
  "documentUtf16",
  "documentGb18030",
  "documentEncoding",
  "documentDoctype",
  "documentBroken",
  "documentNotLrmx",
  "documentTwice",
  "documentRelatives",
  "documentTooLong",
  "documentNoName",
  "photoTooLarge",
  "photoKind",
  "photoBroken",
  "photoTwoInOne",
] as const;
export type DocumentRule = (typeof DOCUMENT_RULES)[number];

/** What the reader made of the files; a row each. */
export const documentsInput = z.object({
  id: z.uuid(),
  fileName: requiredText(200),
  bodyHash: z.string().regex(/^[0-9a-f]{64}$/),
  documents: z
    .array(
      z.object({
        fileName: z.string(),
        rule: z.enum(DOCUMENT_RULES).nullable(),
        typed: z.record(z.string(), z.string()),
        source: z.string().nullable(),
        photo: z.string(),
      }),
    )
    .min(1)
    .max(LRMX_LIMITS.files),
});

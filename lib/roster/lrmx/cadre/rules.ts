/**
 * The lrmx of a cadre as the house knows them today: on the document that last came in where there is one, else written
 * anew. Also what a document keeps when it comes in: no plan of appointment, no identity number, no photo (docs/adr/0024).
 */
import type { Day } from "@/lib/platform/clock";
import type { ExportedCadre, FormCadre, HeldPost } from "../../export/queries";
import { resumeText } from "../resume/rules";
import { type LrmxDocument, lrmxDocument, monthDay, newDocument, withContents, withValues } from "../rules";
import type { ElementName, LrmxSheet } from "../schema";

export const PLANS = ["NiRenZhiWu", "NiMianZhiWu", "RenMianLiYou"] as const satisfies ElementName[];
/** A cadre as the form knows them, with the digest of the photo instead of its bytes. */
export type FormKnown = Omit<FormCadre, "photo"> & { photoHash: string };

const APART = ["ShenFenZheng", "ZhaoPian"] as const satisfies ElementName[];

/** The document without what is kept nowhere, and without what is kept in a place of its own. */
export function keptSource(document: LrmxDocument): string {
  const emptied = Object.fromEntries([...PLANS, ...APART].map((element) => [element, ""]));
  return withContents(document, emptied).replace(NOTE, "");
}

/**
 * The same question as the constraints document_kept ask: one of these elements inside another, or in a comment, would
 * keep what is kept nowhere.
 */
export const isKept = (source: string): boolean =>
  !/<(NiRenZhiWu|NiMianZhiWu|RenMianLiYou|ShenFenZheng|ZhaoPian)(\s[^>]*[^/>])?\s*>(?!<\/)/.test(source);

/** Behind the root, where no program looks: who took the file and under which number. */
const NOTE = /\s*<!-- 一线观察员导出 [^>]*-->\s*$/;
export type LrmxNote = { name: string; day: Day; trace: string };
const noted = (source: string, { name, day, trace }: LrmxNote): string =>
  `${source.replace(NOTE, "").trimEnd()}\n<!-- 一线观察员导出 ${name.replace(/[<>-]/g, "")} ${day} ${trace} -->\n`;

export function cadreLrmx(cadre: FormCadre, today: Day, note: LrmxNote): string {
  const document = storedDocument(cadre);
  const sheet = cadreSheet(cadre, document, today);
  const source = document
    ? withValues(document, sheet)
    : newDocument(sheet, {
        JiSuanNianLingShiJian: today.replaceAll("-", ""),
        TianBiaoShiJian: today.replaceAll("-", ""),
      });
  return noted(source, note);
}

export function storedDocument({ lrmxSource }: FormCadre): LrmxDocument | null {
  if (lrmxSource === null) return null;
  const read = lrmxDocument(lrmxSource);
  return "document" in read ? read.document : null;
}

/** What the form says today. A document's own words stand where nothing that is known speaks against them. */
export function cadreSheet(cadre: FormCadre, document: LrmxDocument | null, today: Day): LrmxSheet {
  const { sheet } = cadre;
  const written = document?.sheet;
  return {
    name: cadre.name,
    gender: cadre.gender,
    bornOn: cadre.bornOn,
    ethnicity: written && `${written.ethnicity}族` === cadre.ethnicity ? written.ethnicity : cadre.ethnicity,
    nativePlace: cadre.nativePlace,
    birthPlace: sheet?.birthPlace ?? "",
    joinedPartyOn: cadre.joinedPartyOn ?? undated(written?.joinedPartyOn),
    startedWorkOn: cadre.startedWorkOn ?? undated(written?.startedWorkOn),
    health: sheet?.health ?? "",
    technicalTitle: sheet?.technicalTitle ?? "",
    skills: sheet?.skills ?? cadre.speciality ?? "",
    fullTimeEducation: sheet?.fullTimeEducation ?? "",
    fullTimeDegree: sheet?.fullTimeDegree ?? "",
    fullTimeEducationSchool: sheet?.fullTimeEducationSchool ?? "",
    fullTimeDegreeSchool: sheet?.fullTimeDegreeSchool ?? "",
    inServiceEducation: sheet?.inServiceEducation ?? "",
    inServiceDegree: sheet?.inServiceDegree ?? "",
    inServiceEducationSchool: sheet?.inServiceEducationSchool ?? "",
    inServiceDegreeSchool: sheet?.inServiceDegreeSchool ?? "",
    currentPost:
      document && !hasMovedSince(cadre.posts, document) ? document.sheet.currentPost : postText(cadre, today),
    resume: sheet?.resume || postsResume(cadre.posts),
    rewards: sheet?.rewards ?? "",
    appraisalText: gradesText(cadre),
    family: sheet?.family ?? [],
    idNumber: cadre.idNumber ?? "",
    photo: cadre.photo,
  };
}

/** 民盟 2010.05 is no day and still true. */
const undated = (text: string | undefined): string => (text && monthDay(text) === null ? text : "");

const isHeld = ({ endsOn }: HeldPost, today: Day): boolean => endsOn === null || endsOn >= today;

function postText({ posts }: FormCadre, today: Day): string {
  const held = posts.filter((post) => isHeld(post, today));
  return held
    .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
    .map(({ unitName, title }) => `${unitName}${title}`)
    .join("，");
}

/** A post that began or ended after the document was filled in; of one without a day, whether it names what is held. */
function hasMovedSince(posts: readonly HeldPost[], document: LrmxDocument): boolean {
  const filled = filledOn(document);
  const primary = posts.findLast(({ isPrimary }) => isPrimary);
  if (filled === null) return primary !== undefined && !document.sheet.currentPost.includes(primary.title);
  return posts.some(({ startsOn, endsOn }) => startsOn > filled || (endsOn !== null && endsOn > filled));
}

function filledOn({ source, elements }: LrmxDocument): Day | null {
  const texts = ["TianBiaoShiJian", "JiSuanNianLingShiJian"].map((element) => {
    const place = elements.find(({ name }) => name === element);
    return place ? monthDay(source.slice(place.contentStart, place.contentEnd).trim()) : null;
  });
  return texts.find((day) => day !== null) ?? null;
}

/** Where nobody has brought a 简历 yet: the primary posts that the house knows of. */
const postsResume = (posts: readonly HeldPost[]): string =>
  resumeText(
    posts
      .filter(({ isPrimary }) => isPrimary)
      .map(({ unitName, title, startsOn, endsOn }) => ({
        from: startsOn.slice(0, 7).replace("-", "."),
        to: endsOn?.slice(0, 7).replace("-", ".") ?? null,
        text: `${unitName}${title}`,
      })),
  );

const GRADE_SAID = /^(\d{4})年度?(?:考核)?(?:结果)?(?:为|：|:)?(优秀|称职|基本称职|不称职)$/;
const said = ({ year, grade }: { year: number; grade: string }): string => `${year}年${grade}`;

/**
 * As the form was brought, with what has been recorded in the house since: a recorded grade of a year stands in place of
 * the form's, and a year that the form does not know is added. A text that is no list of grades keeps its words.
 */
export function gradesText({ sheet, grades }: Pick<ExportedCadre, "sheet" | "grades">): string {
  const brought = sheet?.appraisalText ?? "";
  if (brought === "") return grades.map(said).join("；");
  const parts = brought.split(/[；;，,、。\s]+/).filter(Boolean);
  const read = parts.flatMap((part) => {
    const [, year, grade] = GRADE_SAID.exec(part) ?? [];
    return year && grade ? [{ year: Number(year), grade }] : [];
  });
  if (read.length < parts.length) {
    const missing = grades.filter(({ year }) => !brought.includes(String(year)));
    return missing.length === 0
      ? brought
      : [brought.replace(/[；;。\s]+$/, ""), ...missing.map(said)].join("；");
  }
  const known = new Map(read.map(({ year, grade }) => [year, grade]));
  if (grades.every(({ year, grade }) => known.get(year) === grade)) return brought;
  for (const { year, grade } of grades) known.set(year, grade);
  const isDescending = (read.at(0)?.year ?? 0) > (read.at(-1)?.year ?? 0);
  return [...known]
    .toSorted(([a], [b]) => (isDescending ? b - a : a - b))
    .map(([year, grade]) => said({ year, grade }))
    .join("；");
}

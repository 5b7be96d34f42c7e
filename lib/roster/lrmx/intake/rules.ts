/** A file that comes in, as a row of the preview: what can be typed, the document that is kept, and the photo drawn anew. */
import type { Values } from "../../schema";
import { isKept, keptSource } from "../cadre/rules";
import { type FileFault, readLrmx } from "../file/rules";
import { drawnPhoto, type PhotoFault } from "../photo/rules";
import { monthDay } from "../rules";
import type { DocumentRule, LrmxSheet } from "../schema";

const RULE_OF: Record<FileFault | PhotoFault, DocumentRule> = {
  tooLarge: "documentTooLarge",
  utf16: "documentUtf16",
  gb18030: "documentGb18030",
  otherEncoding: "documentEncoding",
  doctype: "documentDoctype",
  tooDeep: "documentBroken",
  tooMany: "documentBroken",
  notXml: "documentBroken",
  notLrmx: "documentNotLrmx",
  twice: "documentTwice",
  tooManyRelatives: "documentRelatives",
  tooLong: "documentTooLong",
  noName: "documentNoName",
  photoTooLarge: "photoTooLarge",
  photoKind: "photoKind",
  photoBroken: "photoBroken",
  photoTwoInOne: "photoTwoInOne",
};

export type Intake = {
  fileName: string;
  rule: DocumentRule | null;
  typed: Values;
  /** without plans, number and photo; null where it can't be read */
  source: string | null;
  /** Base64; empty where there is none */
  photo: string;
};

export async function intakeOf(
  file: { name: string; bytes: Uint8Array },
  /** a photo that was drawn here needs no second drawing, and stays the same */
  isOurs: (base64: string) => boolean,
): Promise<Intake> {
  const read = readLrmx(file.bytes);
  const none = { fileName: file.name, typed: {}, source: null, photo: "" };
  if ("fault" in read) return { ...none, rule: RULE_OF[read.fault] };
  const { sheet } = read.document;
  const source = keptSource(read.document);
  if (!isKept(source)) return { ...none, rule: "documentTwice" };
  const drawn = await drawnPhoto(sheet.photo, isOurs(sheet.photo) ? sheet.photo : "");
  const taken = { fileName: file.name, typed: typedOf(sheet), source };
  return "fault" in drawn
    ? { ...taken, rule: RULE_OF[drawn.fault], photo: "" }
    : { ...taken, rule: null, photo: drawn.base64 };
}

/** What a roster takes; longer ones name several posts. */
const TITLE_MOST = 100;

/** By the fields of a roster. 现任职务 stands as a title: the unit that it begins with is found, nothing is guessed. */
function typedOf({
  photo: _photo,
  family: _family,
  currentPost,
  joinedPartyOn,
  ...sheet
}: LrmxSheet): Values {
  const typed: Values = {
    ...sheet,
    bornOn: dayText(sheet.bornOn),
    startedWorkOn: dayText(sheet.startedWorkOn),
    title: [...currentPost].slice(0, TITLE_MOST).join(""),
    // 民盟 2010.05 is true and no day; it stays in the document
    joinedPartyOn:
      monthDay(joinedPartyOn) === null && /\p{Script=Han}/u.test(joinedPartyOn) ? "" : dayText(joinedPartyOn),
  };
  return Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ""));
}

const dayText = (text: string): string =>
  monthDay(text) !== null && text.endsWith("-01")
    ? text.slice(0, 7).replace("-", ".")
    : text.replaceAll("-", ".");

/** Punctuation that the code itself sets between words, in the reader's language: a Chinese 、 in an English line is a foreign body. */
export type Marks = {
  /** between things of one kind */
  list: string;
  /** between parts that hold commas themselves */
  parts: string;
  comma: string;
  /** between a name and what is said of it */
  says: string;
  open: string;
  close: string;
};
const CHINESE: Marks = { list: "、", parts: "；", comma: "，", says: "：", open: "（", close: "）" };
const ENGLISH: Marks = { list: ", ", parts: "; ", comma: ", ", says: ": ", open: " (", close: ")" };

export const marksOf = (isEnglish: boolean): Marks => (isEnglish ? ENGLISH : CHINESE);

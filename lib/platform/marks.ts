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
  /** around what sorts the words after it: 〔主要负责〕 */
  openTag: string;
  closeTag: string;
  /** between facts that stand beside each other without a sentence */
  gap: string;
  stop: string;
};
const CHINESE: Marks = {
  list: "、",
  parts: "；",
  comma: "，",
  says: "：",
  open: "（",
  close: "）",
  openTag: "〔",
  closeTag: "〕",
  gap: "　",
  stop: "。",
};
const ENGLISH: Marks = {
  list: ", ",
  parts: "; ",
  comma: ", ",
  says: ": ",
  open: " (",
  close: ")",
  openTag: "[",
  closeTag: "] ",
  gap: " · ",
  stop: ".",
};

export const marksOf = (isEnglish: boolean): Marks => (isEnglish ? ENGLISH : CHINESE);

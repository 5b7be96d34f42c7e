export type PickOption = {
  value: string;
  label: string;
  /** A second line: post, unit, code. */
  note?: string;
  /** More words to find it by, space-separated: pinyin, initials, old names. */
  keys?: string;
};

const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** Found by any part of label or note, or by the beginning of a key ("zs" for 张三). */
export function matches(option: PickOption, query: string): boolean {
  const wanted = fold(query);
  if (wanted === "") return true;
  if (fold(option.label).includes(wanted) || (option.note && fold(option.note).includes(wanted))) return true;
  return (option.keys ?? "").split(" ").some((key) => key !== "" && fold(key).startsWith(wanted));
}

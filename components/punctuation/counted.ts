import { getTranslations } from "next-intl/server";

type Counted =
  | "items"
  | "people"
  | "records"
  | "papers"
  | "cases"
  | "requests"
  | "meetings"
  | "notices"
  | "changes"
  | "entries";

/** A number beside a title, with the word that it is counted in: 12 条. */
export const counted = async (what: Counted, count: number): Promise<string> =>
  (await getTranslations("app.hint"))(`counted_${what}`, { count });

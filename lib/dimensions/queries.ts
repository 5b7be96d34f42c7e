import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { DimensionWording } from "./rules";

export type KeptWording = DimensionWording & {
  id: string;
  /** startsOn of the one that it brings back */
  restoresFrom: Day | null;
  reason: string;
  /** null: came with the program */
  setterName: string | null;
  setAt: Date;
};

/** Everything the five were ever called and will be, newest first; some tens of rows in the life of a city. */
export const listDimensionWordings = (db: ScopedDb): Promise<KeptWording[]> =>
  db.rows<KeptWording>(sql`
    select w.id, w.dimension, w.name, w.short_name as "shortName", w.hint, w.name_en as "nameEn",
           w.short_name_en as "shortNameEn", w.hint_en as "hintEn", w.starts_on::text as "startsOn",
           r.starts_on::text as "restoresFrom", w.reason, u.name as "setterName", w.set_at as "setAt"
    from dimension_wordings w left join dimension_wordings r on r.id = w.restores_id left join users u on u.id = w.set_by
    order by w.starts_on desc, w.no desc`);

/** For a phone, which may be without a line on the day when another wording begins: those in force and those to come. */
export const listCurrentWordings = (db: ScopedDb, today: Day): Promise<DimensionWording[]> =>
  db.rows<DimensionWording>(sql`
    select w.dimension, w.name, w.short_name as "shortName", w.hint, w.name_en as "nameEn",
           w.short_name_en as "shortNameEn", w.hint_en as "hintEn", w.starts_on::text as "startsOn"
    from dimension_wordings w
    where not exists (
      select from dimension_wordings later
      where later.dimension = w.dimension and (later.starts_on, later.no) > (w.starts_on, w.no)
        and later.starts_on <= ${today}::date)
    order by w.starts_on desc, w.no desc`);

const remembered: { no: number; wordings: Promise<readonly DimensionWording[]> } = {
  no: -1,
  wordings: Promise.resolve([]),
};

/** The same for every page of a process until the session tells of a newer number: no screen asks for them anew. */
export function rememberedWordings(
  no: number,
  load: () => Promise<readonly DimensionWording[]>,
): Promise<readonly DimensionWording[]> {
  if (no !== remembered.no) {
    remembered.no = no;
    remembered.wordings = load();
    // what could not be read is asked for again by the next page
    const forget = () => {
      remembered.no = -1;
    };
    remembered.wordings.then((found) => found.length === 0 && forget(), forget);
  }
  return remembered.wordings;
}

/** 双十条: the wordings in force on a day, and how the records use them. */
import { type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { ConductList } from "./schema";

export type ConductItem = {
  id: string;
  list: ConductList;
  position: number;
  text: string;
  textEn: string;
  /** 示例 */
  isSample: boolean;
};

/** The items that may be chosen for an event of that day, in the order of the two lists. */
export const listConductItems = (db: ScopedDb, on: Day): Promise<ConductItem[]> =>
  db.rows<ConductItem>(sql`
    select id, list, position, text, text_en as "textEn", is_sample as "isSample"
    from conduct_items where ${on}::date between starts_on and coalesce(ends_on, 'infinity')
    order by list desc, position`);

export type Wording = ConductItem & {
  startsOn: Day;
  /** last day in force */
  endsOn: Day | null;
  reason: string;
  setterName: string | null;
  endReason: string;
  enderName: string | null;
};

const wording = sql`
  i.id, i.list, i.position, i.text, i.text_en as "textEn", i.is_sample as "isSample", i.starts_on::text as "startsOn",
  i.ends_on::text as "endsOn", i.reason, setter.name as "setterName", i.end_reason as "endReason", ender.name as "enderName"`;
const people = sql`left join users setter on setter.id = i.set_by left join users ender on ender.id = i.ended_by`;

/** Every wording that each place has had and will have, newest first. */
export const listWordings = (db: ScopedDb): Promise<Wording[]> =>
  db.rows<Wording>(sql`
    select ${wording} from conduct_items i ${people} order by i.list desc, i.position, i.starts_on desc`);

/** Those of one place, newest first. */
export const listPlaceWordings = (db: ScopedDb, list: ConductList, position: number): Promise<Wording[]> =>
  db.rows<Wording>(sql`
    select ${wording} from conduct_items i ${people}
    where i.list = ${list} and i.position = ${position}::smallint order by i.starts_on desc`);

export async function getWording(db: ScopedDb, id: string): Promise<Wording> {
  const [item] = await db.rows<Wording>(sql`
    select ${wording} from conduct_items i ${people} where i.id = ${id}::uuid`);
  if (!item) throw new NotFound("conduct item");
  return item;
}

/** Records of each item by month, first days; from the counts kept with the records. None for whom they are not. */
export const listConductUse = (
  db: ScopedDb,
  { from, itemId }: { from: Day; itemId?: string },
): Promise<{ itemId: string; month: Day; records: number }[]> =>
  db.rows(sql`
    select item_id as "itemId", month::text, sum(records)::int as records from (
      select item_id, month, records from conduct_counts
      union all
      -- who is a cadre, or recused from one, reads no kept count
      select item, date_trunc('month', city_day(o.started_at))::date, count(*) from observations o, unnest(o.conduct_item_ids) item
      where (select viewer_is_counted_live()) and o.state <> 'RETURNED'
        and o.started_at >= ${startOfCityDay(from)} group by 1, 2) used
    where month >= ${from}::date and item_id = coalesce(${itemId ?? null}::uuid, item_id)
    group by 1, 2 having sum(records) > 0 order by 1, 2`);

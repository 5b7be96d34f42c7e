/** 核定职数 of the demo: as many posts as are held, here and there one more, and two units whose number was changed on the way. */
import type { ClientBase } from "pg";
import { addDays, momentOf } from "../support/days";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import { userId } from "./users";

/** Posts that the demo's review is about: there is one to fill. */
const UNDER_REVIEW = new Set(["ZF05 乡科级副职", "ZJ03 乡科级正职", "PT01 乡科级副职"]);

type Held = { unit_id: string; code: string; position: number; level: string; held: number };

export async function loadEstablishment(client: ClientBase, today: string): Promise<void> {
  const { rows } = await client.query<Held>(
    `select u.id as unit_id, u.code, u.position, p.level, count(distinct p.cadre_id)::int as held
     from post_holdings p join units u on u.id = p.unit_id
     where p.is_primary and p.tier <> 'STAFF' and p.starts_on <= $1::date and coalesce(p.ends_on, 'infinity') >= $1::date
     group by u.id, u.code, u.position, p.level order by u.position, p.level`,
    [today],
  );
  const line = ({ unit_id, code, level }: Held, posts: number, startsOn: string, reason: string) => ({
    id: idOf(`established:${code}:${level}:${startsOn}`),
    unit_id,
    level,
    posts,
    starts_on: startsOn,
    reason,
    set_by: userId("admin"),
    set_at: momentOf(startsOn, 10 * 60),
  });
  const since = addDays(today, -760);
  const lines = rows.flatMap((one) => {
    // a vacancy in every third unit, one too many in a few
    const isDeputy = one.level.endsWith("副职");
    const isFree = UNDER_REVIEW.has(`${one.code} ${one.level}`) || (isDeputy && one.position % 3 === 0);
    const posts = one.held + (isFree ? 1 : isDeputy && one.position % 17 === 4 ? -1 : 0);
    const was = line(one, posts, since, "三定规定核定");
    return isDeputy && one.position % 40 === 3
      ? [{ ...was, posts: posts + 1 }, line(one, posts, addDays(today, -210), "机构编制调整，核减 1 名")]
      : [was];
  });
  await insertRows(
    client,
    "established_posts",
    {
      id: "uuid",
      unit_id: "uuid",
      level: "text",
      posts: "smallint",
      starts_on: "date",
      reason: "text",
      set_by: "uuid",
      set_at: "timestamptz",
    },
    lines,
  );
}

/** 年度回避申报: most are accepted, some wait, one came back, some are still missing; and one warning after a move. */
import type { ClientBase } from "pg";
import { addDays, momentOf } from "../support/days";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import { userId } from "./users";
import type { World } from "./world";

/** Of the observers in their order; the demo's own two come first and have still to hand in, or wait. */
const MISSING = ["observer"];
const WAITING = ["observer2", "observer03", "observer04"];
const RETURNED = "observer05";

export async function loadRecusalSheets(client: ClientBase, world: World): Promise<void> {
  const observers = world.users.filter(
    ({ role, account }) => role === "OBSERVER" && !MISSING.includes(account),
  );
  const year = Number(world.today.slice(0, 4));
  // never in another year than the sheet's own
  const dayBack = (days: number) => {
    const day = addDays(world.today, -days);
    return Number(day.slice(0, 4)) === year ? day : world.today;
  };
  const sheet = (account: string) => idOf(`recusal-sheet:${account}`);
  await insertRows(
    client,
    "recusal_sheets",
    { id: "uuid", observer_id: "uuid", year: "smallint", note: "text", submitted_at: "timestamptz" },
    observers.map(({ id, account }, index) => ({
      id: sheet(account),
      observer_id: id,
      year,
      note: WAITING.includes(account) ? "情况与上年相同。" : "",
      submitted_at: momentOf(dayBack(30 + (index % 9)), 9 * 60 + index),
    })),
  );
  const answered = observers.filter(({ account }) => !WAITING.includes(account));
  await client.query(
    `update recusal_sheets set state = a.state, answer = a.answer, reviewed_by = $1, reviewed_at = $2, row_version = 2
     from unnest($3::uuid[], $4::text[], $5::text[]) as a (id, state, answer) where recusal_sheets.id = a.id`,
    [
      userId("leader"),
      momentOf(dayBack(20), 10 * 60),
      answered.map(({ account }) => sheet(account)),
      answered.map(({ account }) => (account === RETURNED ? "RETURNED" : "ACCEPTED")),
      answered.map(({ account }) => (account === RETURNED ? "请补充在原单位工作到哪一天。" : "")),
    ],
  );
  const moved = world.recusals.find(({ id }) => id === idOf("recusal:since"));
  const unit = world.units.find(({ code }) => code === moved?.unitCode);
  if (!moved?.cadreId || !unit) return;
  await insertRows(
    client,
    "recusal_warnings",
    { observer_id: "uuid", unit_id: "uuid", cadre_id: "uuid", kind: "text", found_at: "timestamptz" },
    [
      {
        observer_id: moved.observerId,
        unit_id: unit.id,
        cadre_id: moved.cadreId,
        kind: "KIN_MOVED",
        found_at: momentOf(addDays(world.today, -21), 11 * 60),
      },
    ],
  );
}

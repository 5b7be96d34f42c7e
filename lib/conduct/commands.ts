/** 双十条: a place gets another wording from a day on, or is left empty; what stood there stays readable. */
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getWording, listPlaceWordings } from "./queries";
import { dayBefore, endRefusal, isInForce, placeKey, withdrawRefusal, wordingRefusal } from "./rules";
import { endInput, withdrawInput, wordingInput } from "./schema";

/** Two people at one place go one after the other. */
const lockPlace = (db: CommandDb, place: Parameters<typeof placeKey>[0]) =>
  db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`conduct ${placeKey(place)}`}, 0))::text`);

export const wordConductItem = commandInSql({
  name: "wordConductItem",
  right: "conduct.edit",
  input: wordingInput,
  run: async ({ db, viewer, input, today }) => {
    const { list, position, text, startsOn, reason } = input;
    await lockPlace(db, input);
    const present = await listPlaceWordings(db, list, position);
    const refusal = wordingRefusal(present, input, today);
    if (refusal) return refusal;
    const standing = present.find((item) => isInForce(item, startsOn));
    if (standing) {
      await db.rows(sql`
        update conduct_items set ends_on = ${dayBefore(startsOn)}::date, end_reason = ${reason}, ended_by = ${viewer.id}::uuid
        where id = ${standing.id}::uuid`);
    }
    const [made] = await db.rows<{ id: string }>(sql`
      insert into conduct_items (list, position, text, text_en, is_sample, starts_on, reason, set_by)
      values (${list}, ${position}::smallint, ${text}, ${input.textEn || text}, false, ${startsOn}::date, ${reason}, ${viewer.id}::uuid)
      returning id`);
    const id = made?.id ?? "";
    return done(
      { id },
      { entity: "conductItem", id, before: standing?.id, after: `${placeKey(input)} ${startsOn}` },
    );
  },
});

export const endConductItem = commandInSql({
  name: "endConductItem",
  right: "conduct.edit",
  input: endInput,
  run: async ({ db, viewer, input, today }) => {
    await lockPlace(db, await getWording(db, input.id));
    const item = await getWording(db, input.id);
    const refusal = endRefusal(item, input.endsOn, today);
    if (refusal) return refusal;
    const ended = await db.rows(sql`
      update conduct_items set ends_on = ${input.endsOn}::date, end_reason = ${input.reason}, ended_by = ${viewer.id}::uuid
      where id = ${input.id}::uuid returning id`);
    if (ended.length === 0) throw new NotFound("conduct item");
    return done({ id: input.id }, { entity: "conductItem", id: input.id, after: input.endsOn });
  },
});

/** An announced wording is taken back; what it would have replaced gets its end of before from the database. */
export const withdrawConductItem = commandInSql({
  name: "withdrawConductItem",
  right: "conduct.edit",
  input: withdrawInput,
  run: async ({ db, viewer, input, today }) => {
    await lockPlace(db, await getWording(db, input.id));
    const item = await getWording(db, input.id);
    const refusal = withdrawRefusal(item, today);
    if (refusal) return refusal;
    await db.rows(sql`
      update conduct_items set ends_on = ${dayBefore(item.startsOn)}::date, end_reason = ${input.reason}, ended_by = ${viewer.id}::uuid
      where id = ${input.id}::uuid`);
    return done(
      { id: input.id },
      { entity: "conductItem", id: input.id, before: item.startsOn, after: "withdrawn" },
    );
  },
});

/** 核定职数 is set by an administrator from a day on; what stood before stays told. */
import { command, done } from "@/lib/platform/command";
import { sql } from "@/lib/platform/sql";
import { getRegistered } from "../register/queries";
import { establishInput } from "./schema";

export const establishPosts = command({
  name: "establishPosts",
  right: "units.edit",
  input: establishInput,
  run: async ({ db, viewer, input, today }) => {
    await getRegistered(db, input.unitId, today);
    // sent twice: set once
    const set = await db.rows(sql`
      insert into established_posts (id, unit_id, level, posts, starts_on, reason, set_by)
      values (${input.id}::uuid, ${input.unitId}::uuid, ${input.level}, ${input.posts}::smallint, ${input.startsOn}::date,
        ${input.reason}, ${viewer.id}::uuid) on conflict (id) do nothing returning id`);
    return done(
      { id: input.id },
      set.length === 0
        ? null
        : { entity: "unit", id: input.unitId, after: `${input.level} ${input.posts} ${input.startsOn}` },
    );
  },
});

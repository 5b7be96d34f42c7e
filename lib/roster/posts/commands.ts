/** 更正任职: the trigger keeps what stood there, with who, when and why; the way back is another correction. */
import { commandInSql, done } from "@/lib/platform/command";
import { NotFound, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { correctionRefusal, type PostFacts, seenOf } from "./rules";
import { correctPostInput } from "./schema";

export const correctPost = commandInSql({
  name: "correctPost",
  right: "roster.correct",
  input: correctPostInput,
  run: async ({ db, viewer, input, today }) => {
    const { holdingId, seen, reason, endsOn = null, ...facts } = input;
    const [post] = await db.rows<PostFacts & { cadreId: string }>(sql`
      select cadre_id as "cadreId", title, level, tier, starts_on::text as "startsOn", ends_on::text as "endsOn"
      from post_holdings where id = ${holdingId}::uuid for update`);
    if (!post) throw new NotFound("post");
    if (seenOf(post) !== seen) throw new Stale("post");
    const refused = correctionRefusal(post, { ...facts, endsOn }, viewer, today);
    if (refused) return refused;
    await db.rows(sql`select set_config('app.correction_reason', ${reason}, true)`);
    await db.rows(sql`
      update post_holdings set title = ${facts.title}, level = ${facts.level}, tier = ${facts.tier},
             starts_on = ${facts.startsOn}::date, ends_on = ${endsOn}::date where id = ${holdingId}::uuid`);
    await db.rows(sql`select set_config('app.correction_reason', '', true)`);
    return done(
      { cadreId: post.cadreId },
      {
        entity: "cadre",
        id: post.cadreId,
        before: `${post.startsOn} ${post.endsOn ?? ""}`.trim(),
        after: `${facts.startsOn} ${endsOn ?? ""}`.trim(),
      },
    );
  },
});

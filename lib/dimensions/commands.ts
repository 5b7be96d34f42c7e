/** 德 能 勤 绩 廉: another wording from a day on, and the way back to an earlier one; what was called so stays readable. */
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, type Refusal } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { listDimensionWordings } from "./queries";
import { type DimensionTexts, wordingRefusal } from "./rules";
import { type Dimension, restoreDimensionInput, wordDimensionInput } from "./schema";

export const wordDimension = commandInSql({
  name: "wordDimension",
  right: "dimensions.edit",
  input: wordDimensionInput,
  run: async ({ db, viewer, input, today }) => {
    await takeTurns(db);
    const set = await setWording(db, viewer, input, null, today);
    if ("refused" in set) return set;
    return done({ id: set.id }, { entity: "dimension", id: input.dimension, after: input.startsOn });
  },
});

export const restoreDimension = commandInSql({
  name: "restoreDimension",
  right: "dimensions.edit",
  input: restoreDimensionInput,
  run: async ({ db, viewer, input, today }) => {
    await takeTurns(db);
    const { wordingId, startsOn, reason } = input;
    const earlier = (await listDimensionWordings(db)).find(({ id }) => id === wordingId);
    if (!earlier) throw new NotFound("dimension wording");
    const set = await setWording(db, viewer, { ...earlier, startsOn, reason }, wordingId, today);
    if ("refused" in set) return set;
    return done(
      { id: set.id },
      { entity: "dimension", id: earlier.dimension, before: earlier.startsOn, after: startsOn },
    );
  },
});

/** One after the other, so that the numbers become visible in their order. */
const takeTurns = (db: CommandDb) =>
  db.rows(sql`select pg_advisory_xact_lock(hashtextextended('dimension wordings', 0))::text`);

type Wanted = DimensionTexts & { dimension: Dimension; startsOn: string; reason: string };

async function setWording(
  db: CommandDb,
  viewer: Viewer,
  wanted: Wanted,
  restoresId: string | null,
  today: string,
): Promise<{ id: string } | Refusal> {
  const present = (await listDimensionWordings(db)).filter((one) => one.dimension === wanted.dimension);
  const refused = wordingRefusal(wanted, present, today);
  if (refused) return refused;
  const [made] = await db.rows<{ id: string }>(sql`
    insert into dimension_wordings (dimension, name, short_name, hint, name_en, short_name_en, hint_en, starts_on,
      restores_id, reason, set_by)
    values (${wanted.dimension}, ${wanted.name}, ${wanted.shortName}, ${wanted.hint}, ${wanted.nameEn},
      ${wanted.shortNameEn}, ${wanted.hintEn}, ${wanted.startsOn}::date, ${restoresId}::uuid, ${wanted.reason},
      ${viewer.id}::uuid)
    returning id`);
  if (!made) throw new NotFound("dimension wording");
  return made;
}

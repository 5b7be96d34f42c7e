/** 跟进: added to a record afterwards, and closed with what came of it. A closed one is never reopened (also by trigger). */
import { commandInSql, done } from "@/lib/platform/command";
import { NotFound, refuse } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { listVisitors } from "./queries";
import { closeRefusal } from "./rules";
import { addInput, closeInput, visitInput } from "./schema";

/** Its observer takes it on; a reviewer asks the observer for it. */
export const addFollowUp = commandInSql({
  name: "addFollowUp",
  right: "followUps.add",
  input: addInput,
  run: async ({ db, viewer, input }) => {
    const [record] = await db.rows<{ unitId: string; observerId: string; isThere: boolean }>(sql`
      select o.unit_id as "unitId", o.observer_id as "observerId",
        exists (select 1 from follow_ups f where f.id = ${input.id}::uuid) as "isThere"
      from observations o where o.id = ${input.observationId}::uuid`);
    if (!record) throw new NotFound("observation");
    if (record.isThere) return done({ id: input.id }, null);
    const isOwn = record.observerId === viewer.id;
    if (!isOwn) {
      if (!can(viewer, "observations.review")) return refuse("observations.reason.notFollowUpOwner");
      const [observer] = await db.rows(sql`
        select 1 from users p join user_roles r on r.user_id = p.id and r.role = 'OBSERVER'
        where p.id = ${record.observerId}::uuid and p.is_active`);
      if (!observer) return refuse("observations.reason.observerLeft");
    }
    await db.rows(sql`
      insert into follow_ups (id, observation_id, unit_id, owner_id, title, due_on, asked_by)
      values (${input.id}::uuid, ${input.observationId}::uuid, ${record.unitId}::uuid, ${record.observerId}::uuid, ${input.title},
        ${input.dueOn ?? null}::date, ${isOwn ? null : viewer.id}::uuid)`);
    return done({ id: input.id }, { entity: "followUp", id: input.id, after: "OPEN" });
  },
});

/** From a gap to a dated task of an observer who has the unit today (policy follow_ups_make_of_units). */
export const askForVisit = commandInSql({
  name: "askForVisit",
  right: "followUps.ask",
  input: visitInput,
  run: async ({ db, viewer, input, today }) => {
    if (input.dueOn < today) return refuse("observations.reason.dueInThePast");
    const askable = await listVisitors(db, input.unitId, today);
    if (input.ownerId === viewer.id || !askable.some(({ id }) => id === input.ownerId))
      return refuse("observations.reason.notObserverOfUnit");
    const asked = await db.rows(sql`
      insert into follow_ups (id, unit_id, owner_id, title, due_on, asked_by)
      values (${input.id}::uuid, ${input.unitId}::uuid, ${input.ownerId}::uuid, ${input.title}, ${input.dueOn}::date, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    // the button was pressed twice
    return done(
      { id: input.id },
      asked.length > 0 ? { entity: "followUp", id: input.id, after: "OPEN" } : null,
    );
  },
});

export const closeFollowUp = commandInSql({
  name: "closeFollowUp",
  right: "followUps.close",
  input: closeInput,
  run: async ({ db, viewer, input, now }) => {
    const [followUp] = await db.rows<{ ownerId: string; askedById: string | null; isDone: boolean }>(sql`
      select owner_id as "ownerId", asked_by as "askedById", done_at is not null as "isDone"
      from follow_ups where id = ${input.id}::uuid`);
    if (!followUp) throw new NotFound("follow-up");
    const refusal = closeRefusal(followUp, viewer);
    if (refusal) return refusal;
    const closed = await db.rows(sql`
      update follow_ups set done_at = ${now}::timestamptz, outcome = ${input.outcome}
      where id = ${input.id}::uuid and done_at is null returning id`);
    // closed on another device a moment ago
    if (closed.length === 0) return refuse("observations.reason.followUpDone");
    return done({ id: input.id }, { entity: "followUp", id: input.id, before: "OPEN", after: "DONE" });
  },
});

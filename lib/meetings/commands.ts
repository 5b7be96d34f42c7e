/** 协调会: asked for, convened, changed, called off, held. */
import { momentAt } from "@/lib/liaison/rules";
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { changeInput, conveneInput, endInput, requestInput, stepInput } from "./schema";
import { ask, goOn, trace } from "./step/commands";

export const requestMeeting = commandInSql({
  name: "requestMeeting",
  right: "meetings.request",
  input: requestInput,
  run: async ({ db, viewer, input }) => {
    if (!viewer.ownUnitId) throw new NotFound("own unit");
    const { id, caseId = null, title, why } = input;
    if (caseId) {
      const [found] = await db.rows(sql`select 1 from cases where id = ${caseId}::uuid`);
      if (!found) throw new NotFound("case");
    }
    const stored = await db.rows(sql`
      insert into coordination_meetings (id, case_id, unit_id, title, why, state, requested_by)
      values (${id}::uuid, ${caseId}::uuid, ${viewer.ownUnitId}::uuid, ${title}, ${why}, 'REQUESTED', ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    return done({ id }, stored.length > 0 ? trace(id, "", "REQUESTED") : null);
  },
});

/** From a request, or without one. */
export const conveneMeeting = commandInSql({
  name: "conveneMeeting",
  right: "meetings.convene",
  input: conveneInput,
  run: async ({ db, viewer, input, now }) => {
    const { id, caseId, rowVersion, title, day, place, agenda } = input;
    const startsAt = momentAt({ day, time: input.from });
    const endsAt = momentAt({ day, time: input.until });
    const unitIds = [...new Set(input.unitIds)];
    const [seen] = await db.rows<{ known: number; keeps: boolean }>(sql`
      select (select count(*)::int from case_parties p where p.case_id = c.id and p.unit_id = any (${unitIds}::uuid[])) as known,
        viewer_keeps_meeting(c.id, c.unit_id) as keeps
      from cases c where c.id = ${caseId}::uuid`);
    if (!seen) throw new NotFound("case");
    if (!seen.keeps) return refuse("meetings.reason.notKeeper");
    if (seen.known !== unitIds.length) return refuse("meetings.reason.unknownUnit");
    if (rowVersion === undefined) {
      const stored = await db.rows(sql`
        insert into coordination_meetings (id, case_id, unit_id, title, starts_at, ends_at, place, agenda, state, convened_by)
        select ${id}::uuid, c.id, c.unit_id, ${title}, ${startsAt}::timestamptz, ${endsAt}::timestamptz, ${place}, ${agenda}::text[],
          'CONVENED', ${viewer.id}::uuid
        from cases c where c.id = ${caseId}::uuid on conflict (id) do nothing returning id`);
      if (stored.length === 0) return done({ id }, null);
    } else {
      const { meeting, refusal } = await ask({ db, viewer, now }, id, "CONVENE");
      if (refusal) return refusal;
      const convened = await db.rows(sql`
        update coordination_meetings set state = 'CONVENED', case_id = ${meeting.caseId ?? caseId}::uuid, title = ${title},
          starts_at = ${startsAt}::timestamptz, ends_at = ${endsAt}::timestamptz, place = ${place}, agenda = ${agenda}::text[],
          convened_by = ${viewer.id}::uuid, row_version = row_version + 1
        where id = ${id}::uuid and row_version = ${rowVersion}::int returning id`);
      if (convened.length === 0) throw new Stale("meeting");
    }
    await invite(db, id, unitIds);
    return done({ id }, trace(id, rowVersion === undefined ? "" : "REQUESTED", "CONVENED"));
  },
});

const invite = (db: CommandDb, id: string, unitIds: readonly string[]) =>
  db.rows(sql`
    insert into meeting_parties (meeting_id, unit_id)
    select ${id}::uuid, given from unnest(${[...unitIds]}::uuid[]) given on conflict do nothing`);

/** Another time, place or agenda; units that were forgotten are invited as well. */
export const changeInvitation = commandInSql({
  name: "changeInvitation",
  right: "meetings.convene",
  input: changeInput,
  run: async ({ db, viewer, input, now }) => {
    const { id, rowVersion, title, day, place, agenda } = input;
    const { meeting, refusal } = await ask({ db, viewer, now }, id, "CHANGE");
    if (refusal) return refusal;
    const changed = await db.rows(sql`
      update coordination_meetings set title = ${title}, starts_at = ${momentAt({ day, time: input.from })}::timestamptz,
        ends_at = ${momentAt({ day, time: input.until })}::timestamptz, place = ${place}, agenda = ${agenda}::text[],
        row_version = row_version + 1
      where id = ${id}::uuid and row_version = ${rowVersion}::int returning id`);
    if (changed.length === 0) throw new Stale("meeting");
    if (input.unitIds.length > 0) await invite(db, id, input.unitIds);
    return done({ id }, trace(id, meeting.state, `${meeting.state}#${meeting.invitationNo + 1}`));
  },
});

const ending = (name: string, step: "DECLINE" | "CANCEL") =>
  commandInSql({
    name,
    right: "meetings.convene",
    input: endInput,
    run: async ({ db, viewer, input, now }) => {
      const { meeting, refusal } = await ask({ db, viewer, now }, input.id, step);
      if (refusal) return refusal;
      return goOn(db, meeting, input.rowVersion, step, input.reason);
    },
  });
export const declineMeeting = ending("declineMeeting", "DECLINE");
export const cancelMeeting = ending("cancelMeeting", "CANCEL");

export const holdMeeting = commandInSql({
  name: "holdMeeting",
  right: "meetings.convene",
  input: stepInput,
  run: async ({ db, viewer, input, now }) => {
    const { meeting, refusal } = await ask({ db, viewer, now }, input.id, "HOLD");
    return refusal ?? goOn(db, meeting, input.rowVersion, "HOLD");
  },
});

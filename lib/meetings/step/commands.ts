/** What every step of a meeting begins and ends with. */
import { type Context, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getMeeting, type MeetingPage } from "../queries";
import { leadsTo, type MeetingStep, stepRefusal } from "../rules";

export type Asked = Pick<Context<unknown, CommandDb>, "db" | "viewer" | "now">;

/** The meeting, with what speaks against the step now. */
export async function ask({ db, viewer, now }: Asked, id: string, step: MeetingStep) {
  const meeting = await getMeeting(db, viewer, id);
  return { meeting, refusal: stepRefusal(meeting, step, now) };
}

/** Somebody else was there since the page was read: nothing is written. */
export async function taken(db: CommandDb, id: string, rowVersion: number): Promise<void> {
  const rows = await db.rows(sql`
    update coordination_meetings set row_version = row_version + 1
    where id = ${id}::uuid and row_version = ${rowVersion}::int returning id`);
  if (rows.length === 0) throw new Stale("meeting");
}

export const trace = (id: string, before: string, after: string) => ({
  entity: "meeting",
  id,
  before,
  after,
});

/** A form sent twice: the second time finds what the first has stored. */
export async function storedBefore(
  db: CommandDb,
  table: "decision" | "witness" | "addendum",
  id: string,
): Promise<boolean> {
  const of = {
    decision: sql`select 1 from meeting_decisions where id = ${id}::uuid`,
    witness: sql`select 1 from meeting_witnesses where id = ${id}::uuid`,
    addendum: sql`select 1 from meeting_addenda where id = ${id}::uuid`,
  };
  return (await db.rows(of[table])).length > 0;
}

export async function goOn(
  db: CommandDb,
  meeting: MeetingPage,
  rowVersion: number,
  step: MeetingStep,
  reason = "",
) {
  const state = leadsTo(meeting.state, step);
  const moved = await db.rows(sql`
    update coordination_meetings set state = ${state}, state_reason = ${reason}, row_version = row_version + 1
    where id = ${meeting.id}::uuid and row_version = ${rowVersion}::int returning id`);
  if (moved.length === 0) throw new Stale("meeting");
  return done({ id: meeting.id, state }, trace(meeting.id, meeting.state, state));
}

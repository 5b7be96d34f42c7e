/** 签认: out to be signed, signed or objected to by each party's contact, added to afterwards. */
import { commandInSql, done } from "@/lib/platform/command";
import { type Refusal, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { lacksOf } from "../rules";
import { addendumInput, objectInput, signInput, stepInput } from "../schema";
import { type Asked, ask, goOn, storedBefore, trace } from "../step/commands";

/** Out to be signed: then the decisions become follow-ups of the case. */
export const askSigning = commandInSql({
  name: "askSigning",
  right: "meetings.convene",
  input: stepInput,
  run: async ({ db, viewer, input, now }) => {
    const { meeting, refusal } = await ask({ db, viewer, now }, input.id, "ASK_SIGNING");
    if (refusal) return refusal;
    if (lacksOf(meeting).length > 0) return refuse("meetings.reason.notReady");
    return goOn(db, meeting, input.rowVersion, "ASK_SIGNING");
  },
});

/** By a party's contact, of the version that was read. */
async function give(
  asked: Asked,
  input: { id: string; minutesVersion: number },
  step: "SIGN" | "OBJECT",
  note: string,
): Promise<Refusal | ReturnType<typeof done<{ id: string }>>> {
  const { meeting, refusal } = await ask(asked, input.id, step);
  if (refusal) return refusal;
  if (meeting.minutesVersion !== input.minutesVersion) throw new Stale("minutes");
  const verdict = step === "SIGN" ? "SIGNED" : "OBJECTED";
  await asked.db.rows(sql`
    insert into meeting_signatures (meeting_id, unit_id, minutes_version, verdict, note, signed_by)
    values (${input.id}::uuid, ${meeting.ownParty?.unitId ?? null}::uuid, ${input.minutesVersion}::int, ${verdict}, ${note},
      ${asked.viewer.id}::uuid)`);
  return done({ id: input.id }, trace(input.id, meeting.state, `${verdict}#${input.minutesVersion}`));
}
export const signMinutes = commandInSql({
  name: "signMinutes",
  right: "meetings.sign",
  input: signInput,
  run: ({ input, ...asked }) => give(asked, input, "SIGN", ""),
});
export const objectToMinutes = commandInSql({
  name: "objectToMinutes",
  right: "meetings.sign",
  input: objectInput,
  run: ({ input, ...asked }) => give(asked, input, "OBJECT", input.note),
});

/** After the last signature nothing else is left. */
export const addAddendum = commandInSql({
  name: "addAddendum",
  right: "meetings.convene",
  input: addendumInput,
  run: async ({ db, viewer, input, now }) => {
    const { id, meetingId, text, reason } = input;
    const { meeting, refusal } = await ask({ db, viewer, now }, meetingId, "ADD");
    if (refusal) return refusal;
    if (await storedBefore(db, "addendum", id)) return done({ id }, null);
    await db.rows(sql`
      insert into meeting_addenda (id, meeting_id, text, reason, added_by)
      values (${id}::uuid, ${meetingId}::uuid, ${text}, ${reason}, ${viewer.id}::uuid)`);
    return done({ id }, trace(meetingId, meeting.state, `addendum ${id}`));
  },
});

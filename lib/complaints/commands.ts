/** 意见箱: sent by anybody in business, answered once by a reviewer or a leader. */
import { commandInSql, done } from "@/lib/platform/command";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { withheldMark } from "@/lib/platform/withheld";
import { findComplaint, isOwnComplaint } from "./queries";
import { answerRefusal } from "./rules";
import { ABOUT_UNIT, answerInput, complaintInput, seenInput } from "./schema";

export const fileComplaint = commandInSql({
  name: "fileComplaint",
  right: "complaints.send",
  input: complaintInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, kind, body, about, naming } = input;
    const isNamed = naming === "NAMED";
    const user = about && about !== ABOUT_UNIT ? about : null;
    // who has no unit of their own names none: the database refuses the one made up here
    const [filed] = await db.rows<{ dueOn: string }>(sql`
      select file_complaint(${id}::uuid, ${kind}, ${body}, ${user}::uuid,
               case when ${about === ABOUT_UNIT} then coalesce(complaint_unit(), gen_random_uuid()) end, ${isNamed},
               ${withheldMark(viewer.id)}, ${withheldMark(viewer.id, today)})::text as "dueOn"`);
    const trace = { entity: "complaint", id, after: "RECEIVED" };
    // the audit names who acts: of a withheld name it holds nothing (docs/adr/0021)
    return done({ dueOn: filed?.dueOn ?? "" }, isNamed ? trace : null);
  },
});

export const answerComplaint = commandInSql({
  name: "answerComplaint",
  right: "complaints.handle",
  input: answerInput,
  run: async ({ db, viewer, input, now }) => {
    const { id, outcome, answer } = input;
    const found = await findComplaint(db, id);
    if (!found) throw new NotFound("complaint");
    const refusal = answerRefusal({ ...found, isOwn: await isOwnComplaint(db, id, viewer.id) });
    if (refusal) return refusal;
    const answered = await db.rows(sql`
      update complaints set state = 'ANSWERED', outcome = ${outcome}, answer = ${answer},
             answered_by = ${viewer.id}::uuid, answered_at = ${now}::timestamptz
      where id = ${id}::uuid and state = 'RECEIVED' returning id`);
    // by somebody else a moment ago
    if (answered.length === 0) return { refused: "complaints.reason.answeredAlready" };
    return done({ id }, { entity: "complaint", id, before: "RECEIVED", after: "ANSWERED" });
  },
});

/** Of answers to what was sent without a name; a line of the audit would name the sender. */
export const seeAnswers = commandInSql({
  name: "seeAnswers",
  right: "complaints.send",
  input: seenInput,
  run: async ({ db, viewer }) => {
    await db.rows(sql`select see_answers(${withheldMark(viewer.id)})::text`);
    return done({}, null);
  },
});

"use server";

import { refresh } from "next/cache";
import type { Outcome } from "@/lib/platform/result";
import * as reviews from "@/lib/reviews/commands";
import * as meeting from "@/lib/reviews/meeting/commands";
import * as notice from "@/lib/reviews/notice/commands";
import * as position from "@/lib/reviews/position/commands";
import { action, plain } from "./action";

/** What is done on its own page shows there at once. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
const list = (form: FormData, ...names: string[]) => ({
  ...plain(form),
  ...Object.fromEntries(names.map((name) => [name, form.getAll(name)])),
});

export const openReviewBatch = async (form: FormData) => action(reviews.openReviewBatch)(form);
export const setReviewMeeting = async (form: FormData) => shown(action(reviews.setReviewMeeting)(form));
export const stepReviewBatch = async (form: FormData) => shown(action(reviews.stepReviewBatch)(form));
export const addReviewPosition = async (form: FormData) =>
  action(reviews.addReviewPosition)(list(form, "levels"));
export const changeReviewPosition = async (form: FormData) =>
  action(position.changeReviewPosition)(list(form, "levels"));
export const redrawPool = async (form: FormData) => shown(action(position.redrawPool)(form));
export const stepReviewPosition = async (form: FormData) => shown(action(reviews.stepReviewPosition)(form));
export const nameCandidates = async (form: FormData) =>
  shown(action(reviews.nameCandidates)(list(form, "cadreIds")));
export const moveCandidate = async (form: FormData) => shown(action(reviews.moveCandidate)(form));
export const recuseFromCandidate = async (form: FormData) => action(reviews.recuseFromCandidate)(form);
export const liftRecusal = async (form: FormData) => shown(action(reviews.liftRecusal)(form));
export const giveOpinion = async (form: FormData) => shown(action(meeting.giveOpinion)(form));
export const enterAttendee = async (form: FormData) => shown(action(meeting.enterAttendee)(form));
export const strikeAttendee = async (form: FormData) => shown(action(meeting.strikeAttendee)(form));
export const decideCandidate = async (form: FormData) => shown(action(meeting.decideCandidate)(form));
export const putUpNotice = async (form: FormData) =>
  shown(action(notice.putUpNotice)(list(form, "candidateIds")));
export const registerObjection = async (form: FormData) => shown(action(notice.registerObjection)(form));
export const answerObjection = async (form: FormData) => shown(action(notice.answerObjection)(form));
export const recordOutcome = async (form: FormData) => shown(action(notice.recordOutcome)(form));
export const settleTrial = async (form: FormData) => shown(action(notice.settleTrial)(form));

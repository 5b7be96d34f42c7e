"use server";

import { refresh } from "next/cache";
import * as meetings from "@/lib/meetings/commands";
import * as minutes from "@/lib/meetings/minutes/commands";
import * as signing from "@/lib/meetings/signing/commands";
import type { Outcome } from "@/lib/platform/result";
import { action, plain } from "./action";

/** What is done on the meeting's own page shows there at once. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
/** One name, several values. */
const withUnits = (form: FormData) => ({ ...plain(form), unitIds: form.getAll("unitIds") });

export const requestMeeting = async (form: FormData) => action(meetings.requestMeeting)(form);
export const conveneMeeting = async (form: FormData) => action(meetings.conveneMeeting)(withUnits(form));
export const changeInvitation = async (form: FormData) =>
  shown(action(meetings.changeInvitation)(withUnits(form)));
export const declineMeeting = async (form: FormData) => shown(action(meetings.declineMeeting)(form));
export const cancelMeeting = async (form: FormData) => shown(action(meetings.cancelMeeting)(form));
export const holdMeeting = async (form: FormData) => shown(action(meetings.holdMeeting)(form));
export const askSigning = async (form: FormData) => shown(action(signing.askSigning)(form));

/** Each party's fields carry its place in the list: `parties.0.position`. */
export const writeMinutes = async (form: FormData) => {
  const { id, rowVersion, chair, ...fields } = plain(form);
  const parties = Array.from({ length: Number(fields.partyCount) || 0 }, (_, at) => ({
    unitId: fields[`parties.${at}.unitId`],
    isPresent: fields[`parties.${at}.isPresent`],
    attendees: fields[`parties.${at}.attendees`],
    position: fields[`parties.${at}.position`],
  }));
  return shown(action(minutes.writeMinutes)({ id, rowVersion, chair, parties }));
};
export const addDecision = async (form: FormData) => shown(action(minutes.addDecision)(form));
export const withdrawDecision = async (form: FormData) => shown(action(minutes.withdrawDecision)(form));
export const addWitness = async (form: FormData) => shown(action(minutes.addWitness)(form));
export const withdrawWitness = async (form: FormData) => shown(action(minutes.withdrawWitness)(form));
export const signMinutes = async (form: FormData) => shown(action(signing.signMinutes)(form));
export const objectToMinutes = async (form: FormData) => shown(action(signing.objectToMinutes)(form));
export const addAddendum = async (form: FormData) => shown(action(signing.addAddendum)(form));

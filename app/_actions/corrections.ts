"use server";

import { refresh } from "next/cache";
import * as corrections from "@/lib/corrections/commands";
import type { Outcome } from "@/lib/platform/result";
import { action } from "./action";

/** What is done on the request's own page shows there at once. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
export const askCorrection = async (form: FormData) => action(corrections.askCorrection)(form);
export const addCorrectionFiles = async (form: FormData) =>
  shown(action(corrections.addCorrectionFiles)(form));
export const dropCorrectionFile = async (input: Record<string, string>) =>
  action(corrections.dropCorrectionFile)(input);
export const takeCorrection = async (form: FormData) => shown(action(corrections.takeCorrection)(form));
export const answerCorrection = async (form: FormData) => shown(action(corrections.answerCorrection)(form));
export const withdrawCorrection = async (form: FormData) =>
  shown(action(corrections.withdrawCorrection)(form));

"use server";

import { refresh } from "next/cache";
import * as complaints from "@/lib/complaints/commands";
import type { Outcome } from "@/lib/platform/result";
import { action } from "./action";

/** The counts in the frame stand in the layout, which a soft navigation keeps. */
async function counted<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
export const fileComplaint = async (form: FormData) => action(complaints.fileComplaint)(form);
export const answerComplaint = async (form: FormData) => counted(action(complaints.answerComplaint)(form));
export const seeAnswers = async (form: FormData) => counted(action(complaints.seeAnswers)(form));

"use server";

import { refresh } from "next/cache";
import {
  addFollowUp as add,
  askForVisit as ask,
  closeFollowUp as close,
} from "@/lib/observations/follow-ups/commands";
import type { Outcome } from "@/lib/platform/result";
import { action } from "./action";

/** What is done shows at once on the page where it was done. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
export const addFollowUp = async (form: FormData) => shown(action(add)(form));
export const closeFollowUp = async (form: FormData) => shown(action(close)(form));
export const askForVisit = action(ask);

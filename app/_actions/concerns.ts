"use server";

import { refresh } from "next/cache";
import * as concerns from "@/lib/concerns/commands";
import type { Outcome } from "@/lib/platform/result";
import { action, plain } from "./action";

/** What is done on the concern's own page shows there at once. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
export const openConcern = async (form: FormData) =>
  action(concerns.openConcern)({ ...plain(form), recordIds: form.getAll("recordIds") });
export const addConcernSource = async (form: FormData) => shown(action(concerns.addConcernSource)(form));
export const withdrawConcernSource = async (form: FormData) =>
  shown(action(concerns.withdrawConcernSource)(form));
export const decideConcern = async (form: FormData) => shown(action(concerns.decideConcern)(form));

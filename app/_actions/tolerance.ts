"use server";

import { refresh } from "next/cache";
import type { Outcome } from "@/lib/platform/result";
import * as tolerance from "@/lib/tolerance/commands";
import { action, plain } from "./action";

/** What is done on the case's own page shows there at once. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
export const applyTolerance = async (form: FormData) =>
  action(tolerance.applyTolerance)({ ...plain(form), cadreIds: form.getAll("cadreIds") });
export const carryTolerance = async (form: FormData) => shown(action(tolerance.carryTolerance)(form));
export const weighFactor = async (form: FormData) => shown(action(tolerance.weighFactor)(form));
export const setExclusion = async (form: FormData) => shown(action(tolerance.setExclusion)(form));
export const liftExclusion = async (form: FormData) => shown(action(tolerance.liftExclusion)(form));
export const markStop = async (form: FormData) => shown(action(tolerance.markStop)(form));
export const recordApproval = async (form: FormData) => shown(action(tolerance.recordApproval)(form));
export const addToleranceEvidence = async (form: FormData) =>
  shown(action(tolerance.addToleranceEvidence)(form));

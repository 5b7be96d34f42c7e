"use server";

import { refresh } from "next/cache";
import {
  decideAchievement as decide,
  draftAchievement as draft,
  reviseAchievement as revise,
} from "@/lib/achievements/commands";
import {
  addSource as add,
  withdrawSource as withdraw,
  withdrawRecord as withdrawAll,
} from "@/lib/achievements/corroboration/commands";
import { claimOf, revisionOf, sourceOf, splitOf } from "@/lib/achievements/form/rules";
import {
  mergeAchievement as merge,
  splitAchievement as split,
  undoLineage as undo,
} from "@/lib/achievements/lineage/commands";
import { requestSource as request } from "@/lib/achievements/requests/commands";
import type { Outcome } from "@/lib/platform/result";
import { action, plain } from "./action";

export const draftAchievement = async (form: FormData) => action(draft)(claimOf(plain(form)));
export const reviseAchievement = async (form: FormData) => action(revise)(revisionOf(plain(form)));

/** What is done on the claim's own page shows there at once. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
export const undoLineage = async (form: FormData) => shown(action(undo)(form));
export const addSource = async (form: FormData) => shown(action(add)(sourceOf(plain(form))));
export const withdrawSource = async (form: FormData) => shown(action(withdraw)(form));
export const decideAchievement = async (form: FormData) => shown(action(decide)(form));
export const mergeAchievement = async (form: FormData) => shown(action(merge)(form));
export const requestSource = async (form: FormData) => shown(action(request)(form));
export const withdrawRecord = async (form: FormData) => shown(action(withdrawAll)(form));
export const splitAchievement = async (form: FormData) => action(split)(splitOf(plain(form)));

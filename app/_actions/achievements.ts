"use server";

import {
  decideAchievement as decide,
  draftAchievement as draft,
  reviseAchievement as revise,
} from "@/lib/achievements/commands";
import { addSource as add, withdrawSource as withdraw } from "@/lib/achievements/corroboration/commands";
import { claimOf, revisionOf, sourceOf } from "@/lib/achievements/form/rules";
import { action, plain } from "./action";

export const draftAchievement = async (form: FormData) => action(draft)(claimOf(plain(form)));
export const reviseAchievement = async (form: FormData) => action(revise)(revisionOf(plain(form)));
export const addSource = async (form: FormData) => action(add)(sourceOf(plain(form)));
export const withdrawSource = action(withdraw);
export const decideAchievement = action(decide);

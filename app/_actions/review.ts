"use server";

import { refresh } from "next/cache";
import { fileRecords, undoFiling as undo } from "@/lib/observations/filing/commands";
import { archiveObservation, reviewObservation } from "@/lib/observations/review/commands";
import type { Outcome } from "@/lib/platform/result";
import { type ActionInput, action } from "./action";

export const decide = action(reviewObservation);
export const archive = action(archiveObservation);
export const fileMany = action(fileRecords);

/** The list beside the form shows what was taken back. */
export async function undoFiling(input: ActionInput): Promise<Outcome<{ id: string }>> {
  const outcome = await action(undo)(input);
  if (outcome.ok) refresh();
  return outcome;
}

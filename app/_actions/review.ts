"use server";

import { fileRecords, undoFiling as undo } from "@/lib/observations/filing/commands";
import { archiveObservation, reviewObservation } from "@/lib/observations/review/commands";
import { action } from "./action";

export const decide = action(reviewObservation);
export const archive = action(archiveObservation);
export const fileMany = action(fileRecords);
export const undoFiling = action(undo);

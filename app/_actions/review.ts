"use server";

import { archiveObservation, reviewObservation } from "@/lib/observations/review/commands";
import { action } from "./action";

export const decide = action(reviewObservation);
export const archive = action(archiveObservation);

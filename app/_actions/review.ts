"use server";

import { reviewObservation } from "@/lib/observations/review/commands";
import { action } from "./action";

export const decide = action(reviewObservation);

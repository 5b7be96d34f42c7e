"use server";

import { recordAppraisal as record } from "@/lib/appraisals/commands";
import { action } from "./action";

export const recordAppraisal = action(record);

"use server";

import * as recusals from "@/lib/recusals/commands";
import { action } from "./action";

export const declareRecusal = action(recusals.declareRecusal);
export const askRecusalEnd = action(recusals.askRecusalEnd);
export const submitRecusalSheet = action(recusals.submitRecusalSheet);
export const reviewRecusalSheet = action(recusals.reviewRecusalSheet);
export const settleRecusalWarning = action(recusals.settleRecusalWarning);
export const remindDeclarations = action(recusals.remindDeclarations);

"use server";

import * as conduct from "@/lib/conduct/commands";
import { action } from "./action";

export const wordConductItem = action(conduct.wordConductItem);
export const endConductItem = action(conduct.endConductItem);
export const withdrawConductItem = action(conduct.withdrawConductItem);

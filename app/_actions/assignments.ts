"use server";

import * as assignments from "@/lib/assignments/commands";
import { action } from "./action";

export const assignUnit = action(assignments.assignUnit);
export const endAssignment = action(assignments.endAssignment);
export const reassignUnit = action(assignments.reassignUnit);
export const overrideRecusal = action(assignments.overrideRecusal);

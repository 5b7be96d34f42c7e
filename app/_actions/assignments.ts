"use server";

import { refresh } from "next/cache";
import * as changes from "@/lib/assignments/changes/commands";
import * as assignments from "@/lib/assignments/commands";
import { type ActionInput, action } from "./action";

export const assignUnit = action(assignments.assignUnit);
export const endAssignment = action(assignments.endAssignment);
export const reassignUnit = action(assignments.reassignUnit);
export const overrideRecusal = action(assignments.overrideRecusal);
export const changeAssignments = action(changes.changeAssignments);

const undo = action(changes.undoAssignmentChange);
/** The list beside the form shows what was done. */
export async function undoAssignmentChange(input: ActionInput) {
  const outcome = await undo(input);
  if (outcome.ok) refresh();
  return outcome;
}

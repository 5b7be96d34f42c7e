"use server";

import { tryPlanSheet as trySheet } from "@/app/_shared/plan-sheet";
import * as absences from "@/lib/assignments/plans/absences/commands";
import * as plans from "@/lib/assignments/plans/commands";
import * as steps from "@/lib/assignments/plans/steps/commands";
import { action } from "./action";

export const startPlan = action(plans.startPlan);
export const settlePlan = action(plans.settlePlan);
export const solveAgain = action(plans.solveAgain);
export const arrangePlan = action(plans.arrangePlan);
export const rebasePlan = action(plans.rebasePlan);
export const proposePlan = action(steps.proposePlan);
export const approvePlan = action(steps.approvePlan);
export const returnPlan = action(steps.returnPlan);
export const discardPlan = action(steps.discardPlan);
export const publishPlan = action(steps.publishPlan);
export const setPlanApproval = action(plans.setPlanApproval);
export const tryPlanSheet = async (form: FormData) => trySheet(form);
export const enterAbsence = action(absences.enterAbsence);
export const endAbsence = action(absences.endAbsence);

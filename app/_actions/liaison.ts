"use server";

import { takePlan } from "@/app/_shared/plan-upload";
import * as liaison from "@/lib/liaison/commands";
import { action } from "./action";

export const enterMeeting = action(liaison.enterMeeting);
export const enterProject = action(liaison.enterProject);
export const withdrawMeeting = action(liaison.withdrawMeeting);
export const withdrawProject = action(liaison.withdrawProject);
export const importPlan = async (form: FormData) => takePlan(form);

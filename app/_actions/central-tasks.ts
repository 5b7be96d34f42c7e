"use server";

import * as tasks from "@/lib/central-tasks/commands";
import { action } from "./action";

export const openTask = action(tasks.openTask);
export const amendTask = action(tasks.amendTask);
export const closeTask = action(tasks.closeTask);
export const addTaskMember = action(tasks.addTaskMember);
export const endTaskMember = action(tasks.endTaskMember);
export const addTaskParty = action(tasks.addTaskParty);
export const endTaskParty = action(tasks.endTaskParty);
export const nameTaskObserver = action(tasks.nameTaskObserver);
export const endTaskObserver = action(tasks.endTaskObserver);

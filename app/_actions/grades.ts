"use server";

import * as grades from "@/lib/roster/grades/commands";
import { action } from "./action";

export const chooseGraded = action(grades.chooseGraded);
export const confirmGrades = action(grades.confirmGrades);
export const discardGrades = action(grades.discardGrades);
export const undoGrades = action(grades.undoGrades);

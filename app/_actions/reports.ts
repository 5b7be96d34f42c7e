"use server";

import * as reports from "@/lib/reports/commands";
import { action } from "./action";

export const startReport = action(reports.startReport);
export const writeParagraph = action(reports.writeParagraph);
export const addParagraph = action(reports.addParagraph);
export const finaliseReport = action(reports.finaliseReport);
export const discardReport = action(reports.discardReport);
export const signReport = action(reports.signReport);

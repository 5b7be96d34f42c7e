"use server";

import { refresh } from "next/cache";
import type { Outcome } from "@/lib/platform/result";
import * as reports from "@/lib/reports/commands";
import * as making from "@/lib/reports/making/commands";
import { action } from "./action";

/** What is done on the report's own page shows there at once. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
export const startReport = async (form: FormData) => action(making.startReport)(form);
export const writeParagraph = async (form: FormData) => action(reports.writeParagraph)(form);
export const addParagraph = async (form: FormData) => action(reports.addParagraph)(form);
export const finaliseReport = async (form: FormData) => shown(action(reports.finaliseReport)(form));
export const discardReport = async (form: FormData) => shown(action(reports.discardReport)(form));
export const signReport = async (form: FormData) => shown(action(reports.signReport)(form));

"use server";

import { refresh } from "next/cache";
import * as cases from "@/lib/cases/commands";
import type { Outcome } from "@/lib/platform/result";
import { action, plain } from "./action";

/** What is done on the case's own page shows there at once. */
async function shown<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if ((await outcome).ok) refresh();
  return outcome;
}
export const openCase = async (form: FormData) =>
  action(cases.openCase)({
    ...plain(form),
    partyIds: form.getAll("partyIds"),
    recordIds: form.getAll("recordIds"),
  });
export const carryCase = async (form: FormData) => shown(action(cases.carryCase)(form));
export const noteAct = async (form: FormData) => shown(action(cases.noteAct)(form));
export const addCaseParty = async (form: FormData) => shown(action(cases.addCaseParty)(form));
export const nameContact = async (form: FormData) => shown(action(cases.nameContact)(form));
export const addCaseDocument = async (form: FormData) => shown(action(cases.addCaseDocument)(form));
export const linkCaseRecord = async (form: FormData) => shown(action(cases.linkCaseRecord)(form));
export const nameCaseCadre = async (form: FormData) => shown(action(cases.nameCaseCadre)(form));
export const askInCase = async (form: FormData) => shown(action(cases.askInCase)(form));

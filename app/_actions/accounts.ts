"use server";

import { refresh } from "next/cache";
import { bulkTable } from "@/app/_shared/bulk-upload";
import { printed } from "@/app/_shared/slips";
import type { PrintedSlip } from "@/components/accounts/slips";
import { readAccounts } from "@/lib/accounts/account-command";
import type { Slip } from "@/lib/accounts/activation/commands";
import * as administration from "@/lib/accounts/administration/commands";
import { type Checked, checkPeople } from "@/lib/accounts/bulk/queries";
import * as clearance from "@/lib/accounts/changes/clearance/commands";
import * as changes from "@/lib/accounts/changes/commands";
import * as exceptions from "@/lib/accounts/exceptions/commands";
import * as secondStep from "@/lib/accounts/second-step/commands";
import { type Command, outcomeOf } from "@/lib/platform/command";
import { isSameOrigin, requestViewer } from "@/lib/platform/request";
import type { Outcome } from "@/lib/platform/result";
import { type ActionInput, action } from "./action";

/** The list beside the form shows what was done. */
function shown<Value>(command: Command<Value>): (input: ActionInput) => Promise<Outcome<Value>> {
  const run = action(command);
  return async (input) => {
    const outcome = await run(input);
    if (outcome.ok) refresh();
    return outcome;
  };
}

type Slips = { slips: PrintedSlip[] };

/** What is printed leaves with the answer and is kept nowhere. */
function withSlips<Value extends { slip: Slip } | { slips: Slip[] }>(
  command: Command<Value>,
): (input: ActionInput) => Promise<Outcome<Slips>> {
  const run = shown(command);
  return async (input) => {
    const outcome = await run(input);
    if (!outcome.ok) return outcome;
    const { value } = outcome;
    return { ok: true, value: { slips: await printed("slip" in value ? [value.slip] : value.slips) } };
  };
}

export const createAccount = withSlips(administration.createAccount);
export const createAccounts = withSlips(administration.createAccounts);
export const setAccountState = shown(administration.setAccountState);
export const resetPassword = withSlips(administration.resetPassword);
export const revokeSessions = shown(administration.revokeSessions);
export const unlockAccount = shown(administration.unlockAccount);
export const linkCadre = shown(administration.linkCadre);
export const unlinkCadre = shown(administration.unlinkCadre);
export const linkUnit = shown(administration.linkUnit);
export const unlinkUnit = shown(administration.unlinkUnit);
export const grantRole = shown(administration.grantRole);
export const takeBackRole = shown(administration.takeBackRole);
export const setClearance = shown(administration.setClearance);
export const changeRoles = action(changes.changeRoles);
export const undoRoleChange = shown(changes.undoRoleChange);
export const changeClearances = action(clearance.changeClearances);
export const undoClearanceChange = shown(clearance.undoClearanceChange);
/** Slips leave with the answer; whatever else is changed has none. */
export const changeAccounts = action(changes.changeAccounts);
export const printAccountSlips = withSlips(changes.changeAccounts);
export const undoAccountChange = shown(changes.undoAccountChange);
export const resetSecondStep = shown(secondStep.resetSecondStep);
export const askException = shown(exceptions.askException);
export const decideException = shown(exceptions.decideException);
export const endException = shown(exceptions.endException);

/** The dry run of a list: who would be made, or what is wrong, row by row. Nothing is written. */
export async function checkAccounts(form: FormData): Promise<Outcome<Checked>> {
  try {
    if (!(await isSameOrigin("browser"))) return { ok: false, kind: "denied" };
    const viewer = await requestViewer("accounts.manage");
    const table = await bulkTable(form);
    if (!table.ok) return table;
    return { ok: true, value: await readAccounts(viewer, (db) => checkPeople(db, table.value)) };
  } catch (error) {
    return outcomeOf(error);
  }
}

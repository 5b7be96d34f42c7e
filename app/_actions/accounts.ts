"use server";

import { refresh } from "next/cache";
import * as administration from "@/lib/accounts/administration/commands";
import type { Command } from "@/lib/platform/command";
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

export const createAccount = shown(administration.createAccount);
export const setAccountState = shown(administration.setAccountState);
export const resetPassword = shown(administration.resetPassword);
export const revokeSessions = shown(administration.revokeSessions);
export const unlockAccount = shown(administration.unlockAccount);
export const grantRole = shown(administration.grantRole);
export const takeBackRole = shown(administration.takeBackRole);

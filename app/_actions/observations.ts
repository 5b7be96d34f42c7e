"use server";

import { amendObservation as amend, logObservation as log } from "@/lib/observations/commands";
import { discardDraft as discard, saveDraft as save } from "@/lib/observations/drafts/commands";
import type { Command } from "@/lib/platform/command";
import { requestViewer } from "@/lib/platform/request";
import { type Outcome, SignedOut } from "@/lib/platform/result";
import { action } from "./action";

/** A form typed by one person is never sent as another who signed in meanwhile on the same device. */
async function asAuthor<Value>(
  command: Command<Value>,
  authorId: string,
  input: Record<string, unknown>,
): Promise<Outcome<Value>> {
  const person = await requestViewer().catch((error: unknown) => {
    if (error instanceof SignedOut) return null;
    throw error;
  });
  return person?.id === authorId ? action(command)(input) : { ok: false, kind: "signedOut" };
}

export const logObservation = async (authorId: string, input: Record<string, unknown>) =>
  asAuthor(log, authorId, input);
export const amendObservation = async (authorId: string, input: Record<string, unknown>) =>
  asAuthor(amend, authorId, input);
export const saveDraft = async (authorId: string, input: Record<string, unknown>) =>
  asAuthor(save, authorId, input);
export const discardDraft = async (authorId: string, input: Record<string, unknown>) =>
  asAuthor(discard, authorId, input);

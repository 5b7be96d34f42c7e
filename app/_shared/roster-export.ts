/** What the exports of the roster share: their number, their turn, and the picture and note of a form. */

import { cadreId } from "@/lib/cadres/file/schema";
import { cityDay } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/result";
import { takingTurns } from "@/lib/platform/turns";
import type { Viewer } from "@/lib/platform/viewer";
import type { LrmxNote } from "@/lib/roster/lrmx/cadre/rules";

/** A whole roster is work for the server: two at once, a few waiting, and "try again" for the rest. */
export const inExportTurn = takingTurns(2, 6);

export const newTrace = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 12);

export const noteOf = (viewer: Viewer, trace: string): LrmxNote => ({
  name: viewer.name,
  day: cityDay(new Date()),
  trace,
});

/** Names of people and units may hold what a file name may not. */
export const asFileName = (text: string): string => text.replace(/[\\/:*?"<>|\s]/g, "");

/** What is no id at all is nobody, like an id that is not known. */
export function cadreIdOf(text: string): string {
  const id = cadreId.safeParse(text);
  if (!id.success) throw new NotFound("cadre");
  return id.data;
}

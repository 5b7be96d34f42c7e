import type { LineReason, UndoReason } from "@/lib/assignments/changes/rules";
import type { words } from "./words";

type Words = Awaited<ReturnType<typeof words>>;
type Last<Reason extends string> = Reason extends `assignments.${infer Rest}` ? Rest : never;

/** "assignments.reason.x", as the domain's words are asked for. */
export const reasonText = (t: Words, reason: LineReason | UndoReason): string =>
  t(reason.slice("assignments.".length) as Last<LineReason | UndoReason>);

"use client";

import { createContext, useContext } from "react";
import type { DimensionWords } from "@/lib/dimensions/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { PickCadre } from "@/lib/observations/form/choice/rules";
import type { EntryState, Typed } from "@/lib/observations/form/rules";
import type { Choice, EntryWords } from "./entry-words";

/** What the parts of one form share. */
export type EntryContextValue = {
  layout: "desk" | "phone";
  locale: string;
  words: EntryWords;
  state: EntryState;
  fields: MethodField[];
  dimensions: DimensionWords;
  /** candidates of the chosen day, team first */
  cadres: PickCadre[];
  people: Choice[];
  units: Choice[];
  patch: (part: Partial<EntryState>) => void;
  answer: (key: string, typed: Typed) => void;
  /** text of the error at exactly this path */
  errorAt: (path: string) => string | undefined;
};

export const EntryContext = createContext<EntryContextValue | null>(null);

export function useEntry(): EntryContextValue {
  const value = useContext(EntryContext);
  if (!value) throw new Error("outside of an entry form");
  return value;
}

"use client";

import { createContext, useContext } from "react";

export type FormContextValue = {
  pending: boolean;
  errorFor: (name: string) => string | undefined;
};

/** Fields ask the form around them for their error. Outside a command form (filters) there is none. */
export const FormContext = createContext<FormContextValue | null>(null);

export function useFormContext(): FormContextValue | null {
  return useContext(FormContext);
}

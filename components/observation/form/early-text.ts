import type { EntryState } from "@/lib/observations/form/rules";

const TEXTS = ["startedAt", "endedAt", "duration", "place", "fact", "judgement", "evidenceNote"] as const;

/** Where two texts can stand below each other. */
const LONG_TEXTS: readonly (typeof TEXTS)[number][] = ["fact", "judgement", "evidenceNote"];

export function withText(state: EntryState, name: string, text: string): EntryState {
  if (name.startsWith("details.")) {
    const key = name.slice("details.".length);
    return typeof state.details[key] === "string"
      ? { ...state, details: { ...state.details, [key]: text } }
      : state;
  }
  const known = TEXTS.find((one) => one === name);
  return known ? { ...state, [known]: text } : state;
}

/** What was typed since the form was shown, after what was kept from before: nobody's words are dropped. */
export function withTextAdded(kept: EntryState, shown: EntryState, typed: EntryState): EntryState {
  const added = TEXTS.filter((name) => typed[name] !== shown[name] && typed[name] !== kept[name]).map(
    (name) => [name, LONG_TEXTS.includes(name) && kept[name] ? `${kept[name]}\n${typed[name]}` : typed[name]],
  );
  return added.length > 0 ? { ...kept, ...Object.fromEntries(added) } : kept;
}

/** On a weak line people type before the script is there; what stands in the page is taken over. */
export function adoptEarlyText(form: HTMLFormElement | null, adopt: (name: string, text: string) => void) {
  for (const control of form?.elements ?? []) {
    const isText = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
    if (!isText || control.type === "radio" || control.type === "checkbox") continue;
    if (control.name && control.value !== control.defaultValue) adopt(control.name, control.value);
  }
}

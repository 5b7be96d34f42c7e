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
    (name) => {
      // what was kept is what was shown: the hand went on from there
      const isApart = LONG_TEXTS.includes(name) && kept[name] && kept[name] !== shown[name];
      return [name, isApart ? `${kept[name]}\n${typed[name]}` : typed[name]];
    },
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

/**
 * The same for taps: chips, choices and lists that were set in the page before the script was there. Each is told to its
 * component as the tap that it was, one after the other, because the next one builds on what the last one changed.
 */
export async function adoptEarlyTaps(form: HTMLFormElement | null): Promise<void> {
  const controls = [...(form?.elements ?? [])];
  const taps = controls.filter(
    (control) =>
      control instanceof HTMLInputElement &&
      (control.type === "checkbox" || (control.type === "radio" && control.checked)) &&
      control.checked !== control.defaultChecked,
  ) as HTMLInputElement[];
  const lists = controls.flatMap((control) =>
    control instanceof HTMLSelectElement && isChosenByHand(control)
      ? [{ control, value: control.value }]
      : [],
  );
  for (const control of taps) {
    // as it stood before the tap: React's own check for a change would not see one otherwise
    control.checked = control.defaultChecked;
    control.click();
    await rendered();
  }
  for (const { control, value } of lists) {
    control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
    await rendered();
  }
}

function isChosenByHand(list: HTMLSelectElement): boolean {
  const options = [...list.options];
  const byPage =
    options.find((option) => option.defaultSelected) ?? options.find((option) => !option.disabled);
  return byPage !== undefined && byPage.value !== list.value;
}

const rendered = () => new Promise<void>((resolve) => setTimeout(resolve, 60));

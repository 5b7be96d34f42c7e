import type { Command } from "@/lib/platform/command";
import { outcomeOf } from "@/lib/platform/command";
import { isSameOrigin, requestViewer } from "@/lib/platform/request";
import type { Outcome } from "@/lib/platform/result";

/** What a form or an island sends: FormData of a form, or a plain object. */
export type ActionInput = FormData | Record<string, unknown>;

/** A command behind a server action: same origin, signed in, then the pipeline. */
export function action<Value>(command: Command<Value>): (input: ActionInput) => Promise<Outcome<Value>> {
  return async (input) => {
    try {
      if (!(await isSameOrigin("browser"))) return { ok: false, kind: "denied" };
      const viewer = await requestViewer();
      return await command(viewer, input instanceof FormData ? plain(input) : input);
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

/** Fields of a form as an object: `name[]` gathers a list; framework fields are left out. */
export function plain(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (name.startsWith("$ACTION") || typeof value !== "string") continue;
    if (name.endsWith("[]")) {
      const key = name.slice(0, -2);
      const list = fields[key];
      fields[key] = Array.isArray(list) ? [...list, value] : [value];
    } else {
      fields[name] = value;
    }
  }
  return fields;
}

"use server";

import { redirect } from "next/navigation";
import { addressOf } from "@/components/ui/address";
import type { Outcome } from "@/lib/platform/result";
import * as tables from "@/lib/tables/commands";
import { filterOf, LIMITS, TABLE_NAMES, TABLES, type TableName, TOLD } from "@/lib/tables/schema";
import { action } from "./action";

/**
 * Forms without script: each answer is the list's own page again, told what came of it. The way back is made from the
 * list's name and the parameters that its filter knows, so a form leads nowhere else.
 */
function listOf(form: FormData): { table: TableName; params: Record<string, string> } {
  const table = TABLE_NAMES.find((name) => name === form.get("table"));
  if (!table) redirect("/");
  const asked = new URLSearchParams(String(form.get("search") ?? "").slice(0, 2000));
  const view = asked.get("view");
  const params = filterOf(table, Object.fromEntries(asked));
  return { table, params: { ...params, ...(view && view.length < LIMITS.filter && { view }) } };
}

const told = (outcome: Outcome<unknown>): (typeof TOLD)[number] => {
  if (outcome.ok) return "saved";
  if (outcome.kind === "invalid") return "invalid";
  const reason = outcome.kind === "refused" ? outcome.reason.split(".").at(-1) : undefined;
  return TOLD.find((one) => one === reason) ?? "failed";
};

const choose = action(tables.chooseColumns);
const reset = action(tables.resetColumns);
const save = action(tables.saveView);
const remove = action(tables.removeView);

export async function keepColumns(form: FormData): Promise<void> {
  const { table, params } = listOf(form);
  const outcome = form.has("reset") ? await reset(form) : await choose(form);
  // own columns are seen where no view stands over them
  const { view: _, ...filter } = params;
  redirect(addressOf(TABLES[table].path, filter, { tools: outcome.ok ? "columns" : told(outcome) }));
}

export async function saveView(form: FormData): Promise<void> {
  const { table, params } = listOf(form);
  const outcome = await save(form);
  const view = outcome.ok ? outcome.value.id : params.view;
  redirect(addressOf(TABLES[table].path, { ...params, view }, { tools: told(outcome) }));
}

export async function removeView(form: FormData): Promise<void> {
  const { table, params } = listOf(form);
  const outcome = await remove(form);
  const { view: _, ...filter } = params;
  redirect(
    addressOf(TABLES[table].path, outcome.ok ? filter : params, {
      tools: outcome.ok ? "removed" : told(outcome),
    }),
  );
}

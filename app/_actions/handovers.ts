"use server";

import { refresh } from "next/cache";
import { settleHandover } from "@/lib/handovers/commands";
import { action } from "./action";

export async function settle(form: FormData) {
  const outcome = await action(settleHandover)(form);
  // the count in the navigation stands in the layout, which a soft navigation keeps
  if (outcome.ok) refresh();
  return outcome;
}

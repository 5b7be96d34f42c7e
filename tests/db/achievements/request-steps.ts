import { randomUUID } from "node:crypto";
import { requestSource } from "@/lib/achievements/requests/commands";
import { addDays } from "@/lib/platform/clock";
import { createPerson, today } from "@/tests/support/builders";
import type { Claim } from "@/tests/support/claims";

export const request = (
  person: { id: string },
  claim: { id: string; unit: { id: string } },
  of: { id: string },
  over: Record<string, unknown> = {},
) =>
  requestSource(person, {
    id: randomUUID(),
    achievementId: claim.id,
    whom: `${claim.unit.id}:${of.id}`,
    title: "请到堆场核实",
    dueOn: addDays(today(), 7),
    ...over,
  });

/** Another observer of the claim's unit. */
export const fourth = (claim: Claim) => createPerson("OBSERVER", { units: [claim.unit] });

import { z } from "zod";

const id = z.uuid().optional().catch(undefined);

/** What the claim's form is asked for: a record or a unit to draft from. */
export const claimScopeFilter = z.object({ from: id, unit: id });

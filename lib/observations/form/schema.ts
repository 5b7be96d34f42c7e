import { z } from "zod";

const id = z.uuid().optional().catch(undefined);

/** What an entry page is asked for: unit and method of a new record, a draft, a record to amend, or to go on from. */
export const entryFilter = z.object({ unit: id, method: id, draft: id, amend: id, link: id });

import { addressOf } from "@/components/ui/address";
import type { CadreFileFilter } from "@/lib/cadres/file/schema";

/** The file with another choice of records; the day stays, the cursor starts anew unless it is given. */
export function fileHref(id: string, filter: CadreFileFilter, over: Partial<CadreFileFilter> = {}): string {
  const { cursor: _, ...kept } = filter;
  return `${addressOf(`/cadres/${id}`, kept, over)}#records`;
}

/** Only this choice: what a number of the file opens. */
export const onlyHref = (id: string, filter: CadreFileFilter, only: Partial<CadreFileFilter>): string =>
  fileHref(id, { on: filter.on }, only);

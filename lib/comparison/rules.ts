/** In what order people stand side by side. Nobody is put before another for merit. */
import { sha256Hex } from "@/lib/platform/digest";

/**
 * The columns of one viewer for one set of people: as good as chance, and the same each time. Who reads first thus depends
 * neither on a list nor on a name, and differs from reader to reader.
 */
export function columnOrder(viewerId: string, cadreIds: readonly string[]): string[] {
  const set = [...new Set(cadreIds)].sort();
  const place = (id: string): string => sha256Hex(`${viewerId} ${set.join(" ")} ${id}`);
  return set.sort((a, b) => place(a).localeCompare(place(b)));
}

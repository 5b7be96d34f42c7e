import { notFound } from "next/navigation";
import { NotFound } from "@/lib/platform/result";

/** What Next hands to a page; the search is parsed by the domain's filter schema before use. */
export type Search = Promise<Record<string, string | string[] | undefined>>;
export type PageProps<Params = Record<string, never>> = { params: Promise<Params>; searchParams: Search };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id from the address; anything else is a page that does not exist. */
export function idOr404(id: string): string {
  if (!UUID.test(id)) notFound();
  return id;
}

/** What is not there and what may not be seen are the same 404. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
}

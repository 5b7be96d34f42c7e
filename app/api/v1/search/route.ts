import { endpoint, json, readJson } from "@/app/_shared/endpoint";
import { foundFor } from "@/app/_shared/found";
import { searchFilter, searchInput } from "@/lib/search/schema";

const FIRST_OF_GROUP = 5;

/** For programs; the words stand in the address. */
export const GET = endpoint("search.use", async ({ viewer, request }) => {
  const { q } = searchFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return json(await foundFor(viewer, q, FIRST_OF_GROUP));
});

/** For the dialog: what is typed letter by letter stands in no address. */
export const POST = endpoint("search.use", async ({ viewer, request }) => {
  const { q } = searchInput.parse(await readJson(request));
  return json(await foundFor(viewer, q, FIRST_OF_GROUP));
});

import { endpoint, json } from "@/app/_shared/endpoint";
import { getWaitingNews } from "@/lib/observations/review/queries";
import { read } from "@/lib/platform/db";

/** How many wait, and since when the newest: for the open review desk. */
export const GET = endpoint("observations.review", async ({ viewer }) =>
  json(await read(viewer, (db) => getWaitingNews(db, viewer.id))),
);

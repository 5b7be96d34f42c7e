import { endpoint, json } from "@/app/_shared/endpoint";
import { noticeNews } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";

const NEWEST = 20;

/** How many are unread, and the newest: for the bell of an open page. */
export const GET = endpoint("notices.read", async ({ viewer }) =>
  json(await read(viewer, (db) => noticeNews(db, viewer.id, NEWEST))),
);

import { createHash } from "node:crypto";
import { endpoint, json } from "@/app/_shared/endpoint";
import { getFieldKit } from "@/lib/field/kit/queries";
import { read } from "@/lib/platform/db";

/** 现场包: what the phone keeps for work without a network. 304 while nothing but the hour has changed. */
export const GET = endpoint("observations.log", async ({ viewer, request }) => {
  const kit = await read(viewer, (db) => getFieldKit(db, viewer, new Date()));
  const { takenAt, ...content } = kit;
  const etag = `"${createHash("sha256").update(JSON.stringify(content)).digest("base64url")}"`;
  const headers = { etag, "x-taken-at": takenAt };
  return request.headers.get("if-none-match") === etag
    ? new Response(null, { status: 304, headers: { ...headers, "cache-control": "no-store" } })
    : json(kit, 200, headers);
});

import { createHash } from "node:crypto";
import { endpoint, json } from "@/app/_shared/endpoint";
import { fieldWords } from "@/app/_shared/field-words";
import type { PhoneKit } from "@/components/field/field-words";
import { getFieldKit } from "@/lib/field/kit/queries";
import { read } from "@/lib/platform/db";

/** 现场包: what the phone keeps for work without a network. 304 while nothing but the minute has changed. */
export const GET = endpoint("observations.log", async ({ viewer, request }) => {
  const [kit, chinese, english] = await Promise.all([
    read(viewer, (db) => getFieldKit(db, viewer, new Date())),
    fieldWords("zh-CN"),
    fieldWords("en"),
  ]);
  const { takenAt, ...content } = { ...kit, words: { "zh-CN": chinese, en: english } };
  const mark = createHash("sha256").update(JSON.stringify(content)).digest("base64url");
  const headers = { etag: `"${mark}"`, "x-taken-at": takenAt };
  if (request.headers.get("if-none-match") === headers.etag)
    return new Response(null, { status: 304, headers: { ...headers, "cache-control": "no-store" } });
  const answer: PhoneKit = { ...content, takenAt, trace: mark.slice(0, 8) };
  return json(answer, 200, headers);
});

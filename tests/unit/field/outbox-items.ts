/** Entries, files and answers of the outbox; for the tests beside. */
import type { Moment } from "@/lib/field/outbox/queue/rules";
import { type Answer, newFile, newItem, type OutboxItem } from "@/lib/field/outbox/rules";
import { freshOf } from "../observations-form/typed";

export const NOW = new Date("2026-11-24T02:00:00Z");
export const later = (ms: number) => new Date(NOW.getTime() + ms);
export const chance = { now: NOW, random: 0.5 };
export const MINUTE = 60_000;

let made = 0;
export function item(over: Partial<OutboxItem> = {}): OutboxItem {
  made += 1;
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, "0")}`;
  return {
    ...newItem(
      {
        id,
        viewerId: "person",
        body: { id, fact: "写" },
        form: { state: freshOf("field_survey"), unitId: "u", methodId: "m", methodVersionId: "v" },
        unitName: "赤岸镇",
        methodName: "现场调研",
        words: "写",
        files: [],
      },
      NOW,
    ),
    ...over,
  };
}
export const file = (id: string, over = {}) => ({
  ...newFile(
    { id, name: `${id}.jpg`, type: "image/jpeg", size: 1000, sha256: "a", captureSha256: "b", takenAt: null },
    NOW,
  ),
  ...over,
});
export const answer = (status: number | null, over: Partial<Answer> = {}): Answer => ({
  status,
  code: null,
  retryAfterMs: null,
  ...over,
});
export const moment = (over: Partial<Moment> = {}): Moment => ({
  now: NOW,
  pause: null,
  filePause: null,
  isEager: false,
  tried: new Set(),
  ...over,
});

/**
 * 草稿: the form as typed, for its author only. Saved within a second of the last key, so it leaves no audit
 * line (docs/adr/0004): nothing is claimed until it is submitted.
 */
import type { Prisma } from "@/generated/prisma/client";
import { command, done } from "@/lib/platform/command";
import { draftId, draftInput } from "../schema";

export const saveDraft = command({
  name: "saveDraft",
  right: "observations.log",
  input: draftInput,
  run: async ({ db, viewer, input, now }) => {
    const content = input.content as Prisma.InputJsonObject;
    const place = { unitId: input.unitId ?? null, methodId: input.methodId ?? null };
    await db.orm.observationDraft.upsert({
      where: { id: input.id },
      create: {
        id: input.id,
        authorId: viewer.id,
        observationId: input.observationId ?? null,
        content,
        updatedAt: now,
        ...place,
      },
      update: { content, updatedAt: now, ...place },
      select: { id: true },
    });
    return done({ savedAt: now.toISOString() }, null);
  },
});

export const discardDraft = command({
  name: "discardDraft",
  right: "observations.log",
  input: draftId,
  run: async ({ db, input }) => {
    const { count } = await db.orm.observationDraft.deleteMany({ where: { id: input.id } });
    return done({ discarded: count === 1 }, null);
  },
});

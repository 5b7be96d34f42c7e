/** The material of a review leaves the house: who took it, of what, under the number that stands on each of its pages. */
import { command, done } from "@/lib/platform/command";
import { NotFound } from "@/lib/platform/result";
import { getBatch } from "../queries";
import { exportInput } from "../schema";

export const exportReview = command({
  name: "exportReview",
  right: "reviews.export",
  input: exportInput,
  run: async ({ db, viewer, input }) => {
    const batch = await getBatch(db, viewer.id, input.id);
    if (input.position && !batch.positions.some(({ id }) => id === input.position))
      throw new NotFound("position");
    if (input.notice && !batch.notices.some(({ id }) => id === input.notice)) throw new NotFound("notice");
    return done(
      { trace: input.trace },
      {
        entity: "reviewBatch",
        id: input.id,
        before: input.notice ?? input.position ?? "",
        after: `${input.form} ${input.trace}`,
      },
    );
  },
});

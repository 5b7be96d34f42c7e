/** A post is corrected with a reason; what stood before is kept, and a pool that was used is drawn again (ADR 0040). */
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { nameCandidates, stepReviewPosition } from "@/lib/reviews/commands";
import { enterAttendee } from "@/lib/reviews/meeting/commands";
import { changeReviewPosition, redrawPool } from "@/lib/reviews/position/commands";
import { listPositionChanges } from "@/lib/reviews/position/queries";
import { fieldsOf } from "@/lib/reviews/position/rules";
import { getBatch, getPosition } from "@/lib/reviews/queries";
import { createCadre, createPerson, createUnit } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, type TestReview } from "@/tests/support/reviews";

const refusal = (reason: string) => ({ ok: false, kind: "refused", reason: `reviews.reason.${reason}` });
const positionOf = (review: TestReview) =>
  read(review.reviewer, (db) => getPosition(db, review.reviewer.id, review.positionId));
const changesOf = (review: TestReview) =>
  read(review.leader, (db) => listPositionChanges(db, review.positionId));

/** As the form sends it: everything that stands, and what is different. */
async function change(
  review: TestReview,
  over: Record<string, unknown>,
  by = review.reviewer,
): Promise<Awaited<ReturnType<typeof changeReviewPosition>>> {
  const { id, rowVersion, unitId, title, level, tier, places, requirements } = await positionOf(review);
  return changeReviewPosition(by, {
    ...{ id, rowVersion, unitId, title, level, tier, places, ...fieldsOf(requirements) },
    reason: "批复有调整",
    ...over,
  });
}

describe("correcting a post of a review", () => {
  it("keeps what stood before with who and why; unit, name and number of posts may change", async () => {
    const review = await createReview({ listing: true });
    const unit = await createUnit();
    expect(await change(review, { places: 2, title: "党组成员、副局长", unitId: unit.id })).toMatchObject({
      ok: true,
    });
    expect(await positionOf(review)).toMatchObject({ places: 2, title: "党组成员、副局长", unitId: unit.id });
    expect(await changesOf(review)).toMatchObject([
      {
        reason: "批复有调整",
        changerName: review.reviewer.name,
        before: { places: 1, title: "副局长", unitName: review.unit.shortName },
        after: { places: 2, title: "党组成员、副局长", unitName: unit.shortName },
      },
    ]);
  });

  it("asks for a reason and a difference, from a reviewer, while the list is open", async () => {
    const review = await createReview({ listing: true });
    expect(await change(review, { places: 2, reason: "" })).toMatchObject({ ok: false, kind: "invalid" });
    expect(await change(review, {})).toMatchObject(refusal("nothingChanged"));
    expect(await change(review, { places: 2 }, review.leader)).toMatchObject({ ok: false, kind: "denied" });
    expect(await change(review, { places: 2, rowVersion: 9 })).toMatchObject({ ok: false, kind: "stale" });
    const asked = await createReview();
    expect(await change(asked, { places: 2 })).toMatchObject(refusal("wrongState"));
    expect(await changesOf(review)).toEqual([]);
  });

  it("of what the pool is drawn by holds naming and views back until somebody has looked at it", async () => {
    const review = await createReview({ listing: true });
    const { candidates } = await positionOf(review);
    expect(await change(review, { maxAge: 40 })).toMatchObject({ ok: true });
    const position = await positionOf(review);
    expect(position.waitsForPool).toBe(true);
    const other = await createCadre(review.unit);
    const naming = { positionId: review.positionId, cadreIds: [other.id], reason: "补充一名" };
    expect(await nameCandidates(review.reviewer, naming)).toMatchObject(refusal("redrawFirst"));
    const prepare = { id: review.positionId, rowVersion: position.rowVersion, step: "PREPARE" };
    expect(await stepReviewPosition(review.reviewer, prepare)).toMatchObject(refusal("redrawFirst"));

    const redraw = { id: review.positionId, rowVersion: position.rowVersion };
    expect(await redrawPool(review.leader, redraw)).toMatchObject({ ok: false, kind: "denied" });
    expect(await redrawPool(review.reviewer, { ...redraw, rowVersion: 1 })).toMatchObject({
      ok: false,
      kind: "stale",
    });
    expect(await redrawPool(review.reviewer, redraw)).toMatchObject({ ok: true });
    expect(await redrawPool(review.reviewer, redraw)).toMatchObject(refusal("wrongState"));
    expect(await changesOf(review)).toMatchObject([
      { needsRedraw: true, redrawerName: review.reviewer.name, before: { requirements: { maxAge: null } } },
    ]);
    // who was named stays named, with what was missing then
    expect((await positionOf(review)).candidates.map(({ id, missing }) => [id, missing])).toEqual(
      candidates.map(({ id, missing }) => [id, missing]),
    );
    expect(await nameCandidates(review.reviewer, naming)).toMatchObject({ ok: true });
  });

  it("of the number of posts alone leaves the pool as it is", async () => {
    const review = await createReview({ listing: true });
    expect(await change(review, { places: 3 })).toMatchObject({ ok: true });
    expect((await positionOf(review)).waitsForPool).toBe(false);
  });

  it("is held by the database itself, and its history is never rewritten", async () => {
    const review = await createReview({ listing: true });
    expect(await change(review, { maxAge: 40 })).toMatchObject({ ok: true });
    const as = (statement: string, values: unknown[]) =>
      asAppRole(async (client) => {
        await client.query("begin");
        try {
          await client.query("select enter($1)", [review.reviewer.id]);
          return (await client.query(statement, values)).rowCount;
        } finally {
          await client.query("rollback");
        }
      });
    const of = [review.positionId];
    await expect(
      as(
        "insert into review_candidates (id, position_id, cadre_id, reason, added_by) values (gen_random_uuid(), $1, $2, '直接写入', $3)",
        [review.positionId, (await createCadre(review.unit)).id, review.reviewer.id],
      ),
    ).rejects.toThrow(/pool is drawn again/);
    await expect(
      as("update review_positions set state = 'PREPARING', row_version = row_version + 1 where id = $1", of),
    ).rejects.toThrow(/pool is drawn again/);
    await expect(
      as(
        "update review_positions set places = 5, state_reason = '', row_version = row_version + 1 where id = $1",
        of,
      ),
    ).rejects.toThrow(/reason/);
    await expect(
      as("update review_position_changes set reason = '改写' where position_id = $1", of),
    ).rejects.toThrow(/permission denied/);
    await expect(
      owner().query("update review_position_changes set reason = '改写' where position_id = $1", of),
    ).rejects.toThrow(/stays as it is/);
    await expect(
      owner().query("delete from review_position_changes where position_id = $1", of),
    ).rejects.toThrow();
  });
});

describe("entering who attends", () => {
  it("takes the name from the account, and asks for one where there is none", async () => {
    const review = await createReview();
    const guest = await createPerson("REVIEWER");
    const entry = { batchId: review.batchId, part: "GUEST" };
    expect(
      await enterAttendee(review.reviewer, { ...entry, id: crypto.randomUUID(), name: "", userId: guest.id }),
    ).toMatchObject({ ok: true });
    expect(
      await enterAttendee(review.reviewer, { ...entry, id: crypto.randomUUID(), name: "", userId: "" }),
    ).toMatchObject({ ok: false, kind: "invalid" });
    const outsider = await createPerson("OBSERVER");
    expect(
      await enterAttendee(review.reviewer, { ...entry, id: crypto.randomUUID(), userId: outsider.id }),
    ).toMatchObject({ ok: false, kind: "notFound" });
    expect(
      await enterAttendee(review.reviewer, { ...entry, id: crypto.randomUUID(), name: "陶某某", userId: "" }),
    ).toMatchObject({ ok: true });
    const { attendees } = await read(review.leader, (db) => getBatch(db, review.leader.id, review.batchId));
    expect(attendees.filter(({ part }) => part === "GUEST").map(({ name }) => name)).toEqual([
      guest.name,
      "陶某某",
    ]);
  });
});

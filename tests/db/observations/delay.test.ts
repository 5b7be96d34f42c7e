import { describe, expect, it } from "vitest";
import { listObservations } from "@/lib/observations/queries";
import { read } from "@/lib/platform/db";
import { createObservation, createPerson, createUnit, daysAgo } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

describe("the moment of entry", () => {
  it("is that of the first revision: a correction makes no record late", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const record = await createObservation(observer, unit, { state: "ACCEPTED", on: daysAgo(40) });
    await owner().query(
      `with kept as (insert into observation_revisions (observation_id, revision_no, author_id, content)
                     values ($1, 2, $2, '{}'))
       update observations set state = 'SUBMITTED', revision_no = 2, submitted_at = now() + interval '9 days' where id = $1`,
      [record.id, observer.id],
    );
    const { rows } = await owner().query(
      "select created_at from observation_revisions where observation_id = $1 and revision_no = 1",
      [record.id],
    );
    const { items } = await read(observer, (db) => listObservations(db, { unit: unit.id }));
    expect(items.map(({ enteredAt }) => enteredAt)).toEqual([rows[0].created_at]);
  });
});

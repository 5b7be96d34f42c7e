/** What a record may say beside its text: files announced, 双十条 items, links, the visit. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listConductItems } from "@/lib/conduct/queries";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { read } from "@/lib/platform/db";
import { createCadre, createObservation, createPerson, createUnit, today } from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { asAppRole, owner } from "@/tests/support/owner";

async function place() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const observer = await createPerson("OBSERVER", { units: [unit] });
  return { unit, cadre, observer };
}
const file = () => ({
  id: randomUUID(),
  name: "现场.jpg",
  size: 1200,
  sha256: "a".repeat(64),
  captureSha256: "b".repeat(64),
});

describe("parts of a record", () => {
  it("are stored with it and stay when an amendment does not speak of them", async () => {
    const { unit, cadre, observer } = await place();
    const [item] = await read(observer, (db) => listConductItems(db, today()));
    const earlier = await createObservation(observer, unit);
    const given = await entry(unit, [cadre], {
      evidence: [file()],
      conductItemIds: [item?.id ?? ""],
      links: [earlier.id],
      visitId: randomUUID(),
    });
    expect(await logObservation(observer, given)).toMatchObject({ ok: true, value: { isRepeat: false } });
    expect(await logObservation(observer, given)).toMatchObject({ ok: true, value: { isRepeat: true } });
    const stored = async () =>
      (
        await owner().query(
          `select visit_id, evidence, conduct_item_ids, (select array_agg(to_id) from observation_links where from_id = id) as links
           from observations where id = $1`,
          [given.id],
        )
      ).rows[0];
    const parts = {
      visit_id: given.visitId,
      evidence: given.evidence,
      conduct_item_ids: given.conductItemIds,
      links: given.links,
    };
    expect(await stored()).toEqual(parts);

    await owner().query(
      "insert into observation_reviews (observation_id, revision_no, reviewer_id, decision, reason) values ($1, 1, $2, 'RETURN', '请补充')",
      [given.id, (await createPerson("REVIEWER")).id],
    );
    await owner().query("update observations set state = 'RETURNED' where id = $1", [given.id]);
    const {
      unitId: _,
      methodId: __,
      evidence: ___,
      conductItemIds: ____,
      links: _____,
      visitId: ______,
      ...rest
    } = given;
    expect(await amendObservation(observer, { ...rest, revisionNo: 1, reason: "补充" })).toMatchObject({
      ok: true,
    });
    expect(await stored()).toEqual(parts);
  });

  it("refuse a link to what the author may not see, and an item that is not there", async () => {
    const { unit, cadre, observer } = await place();
    const other = await place();
    const foreign = await createObservation(other.observer, other.unit);
    expect(await logObservation(observer, await entry(unit, [cadre], { links: [foreign.id] }))).toMatchObject(
      {
        kind: "refused",
        reason: "observations.reason.unknownLink",
      },
    );
    expect(
      await logObservation(observer, await entry(unit, [cadre], { conductItemIds: [randomUUID()] })),
    ).toMatchObject({ kind: "refused", reason: "observations.reason.unknownConductItem" });
  });

  it("show a link to those only who may see both ends, and none is made for another", async () => {
    const { unit, observer } = await place();
    const other = await place();
    const mine = await createObservation(observer, unit);
    const later = await createObservation(observer, unit);
    const foreign = await createObservation(other.observer, other.unit);
    const make = (person: { id: string }, from: string, to: string) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [person.id]);
        await client.query("insert into observation_links (from_id, to_id, made_by) values ($1, $2, $3)", [
          from,
          to,
          person.id,
        ]);
        await client.query("commit");
      });
    await make(observer, later.id, mine.id);
    await expect(make(observer, later.id, foreign.id)).rejects.toThrow(/row-level security/);
    await expect(make(other.observer, later.id, mine.id)).rejects.toThrow(/row-level security/);
    const seen = async (person: { id: string }) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [person.id]);
        return (await client.query("select 1 from observation_links where from_id = $1", [later.id]))
          .rowCount;
      });
    expect(await seen(observer)).toBe(1);
    expect(await seen(other.observer)).toBe(0);
    await expect(
      owner().query("delete from observation_links where from_id = $1", [later.id]),
    ).rejects.toThrow(/append_only/);
  });

  it("an older body without them keeps its hash", async () => {
    const { unit, cadre, observer } = await place();
    const given = await entry(unit, [cadre]);
    await logObservation(observer, given);
    const { rows } = await owner().query(
      "select body_hash, evidence, conduct_item_ids, visit_id from observations where id = $1",
      [given.id],
    );
    expect(rows[0]).toMatchObject({ evidence: [], conduct_item_ids: [], visit_id: null });
    expect(await logObservation(observer, JSON.parse(JSON.stringify(given)))).toMatchObject({
      value: { isRepeat: true },
    });
  });
});

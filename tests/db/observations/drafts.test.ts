import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { giveOfflineKey } from "@/lib/field/key/commands";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { discardDraft, saveDraft } from "@/lib/observations/drafts/commands";
import { listDrafts } from "@/lib/observations/drafts/queries";
import { read } from "@/lib/platform/db";
import {
  createAssignment,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  noon,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { asAppRole, owner } from "@/tests/support/owner";

async function scene() {
  const unit = await createUnit();
  return { unit, observer: await createPerson("OBSERVER", { units: [unit] }), id: randomUUID() };
}
const content = (fact: string) => ({ fact });
const factOf = async (id: string): Promise<string | undefined> =>
  (await owner().query("select content ->> 'fact' as fact from observation_drafts where id = $1", [id]))
    .rows[0]?.fact;

describe("saveDraft", () => {
  it("counts versions, and refuses a text that began from an older one with the newer text", async () => {
    const { observer, id } = await scene();
    expect(await saveDraft(observer, { id, content: content("一") })).toMatchObject({
      value: { kind: "saved", version: 1 },
    });
    expect(await saveDraft(observer, { id, baseVersion: 1, content: content("二") })).toMatchObject({
      value: { kind: "saved", version: 2 },
    });

    const late = await saveDraft(observer, { id, baseVersion: 1, content: content("另一台") });

    expect(late).toMatchObject({
      ok: true,
      value: { kind: "newer", version: 2, content: { fact: "二" }, savedAt: expect.any(String) },
    });
    expect(await factOf(id)).toBe("二");
    expect(await saveDraft(observer, { id, content: content("没见过") })).toMatchObject({
      value: { kind: "newer", version: 2 },
    });
  });

  it.each([
    ["of a draft that both devices had opened", 1],
    ["of a draft that neither had saved", null],
  ])("lets exactly one of two devices win at once, %s", async (_, baseVersion) => {
    const { observer, id } = await scene();
    if (baseVersion) await saveDraft(observer, { id, content: content("起头") });
    const texts = Array.from({ length: 6 }, (_, n) => `第${n}台`);

    const outcomes = await Promise.all(
      texts.map((text) =>
        saveDraft(observer, {
          id,
          baseVersion,
          copy: { id: randomUUID(), serial: 1 },
          content: content(text),
        }),
      ),
    );

    const kinds = outcomes.map((outcome) => (outcome.ok ? outcome.value.kind : "failed"));
    expect(kinds.filter((kind) => kind === "saved")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "newer")).toHaveLength(5);
    const winner = texts[kinds.indexOf("saved")];
    expect(await factOf(id)).toBe(winner);
    // each of the others got to read what won
    for (const outcome of outcomes) {
      if (outcome.ok && outcome.value.kind === "newer")
        expect(outcome.value.content).toEqual({ fact: winner });
    }
  });

  it("takes a copy whose answer was lost for itself, not for another device", async () => {
    const { observer, id } = await scene();
    const copy = (serial: number) => ({ id: "0b7e5f7e-1111-4222-8333-444455556666", serial });
    await saveDraft(observer, { id, copy: copy(3), content: content("到了，没听到回答") });

    const again = await saveDraft(observer, { id, copy: copy(5), content: content("又写了几个字") });

    expect(again).toMatchObject({ value: { kind: "saved", version: 2 } });
    expect(await factOf(id)).toBe("又写了几个字");
  });

  it("keeps the later text of two requests of one copy that overtook each other", async () => {
    const { observer, id } = await scene();
    const copy = (serial: number) => ({ id: "0b7e5f7e-1111-4222-8333-444455556666", serial });
    await saveDraft(observer, { id, copy: copy(7), content: content("后写的") });

    const overtaken = await saveDraft(observer, { id, copy: copy(6), content: content("先写的") });

    expect(overtaken).toMatchObject({ value: { kind: "saved", version: 1 } });
    expect(await factOf(id)).toBe("后写的");
  });

  it("keeps the version that was not chosen as a draft of its own, and names the other", async () => {
    const { observer, id } = await scene();
    const other = randomUUID();
    await saveDraft(observer, { id, content: content("选中的") });
    await saveDraft(observer, { id: other, otherVersionOf: id, content: content("没选的") });

    const drafts = await read(observer, (db) => listDrafts(db));

    expect(drafts.map((draft) => [draft.id, draft.otherVersionOf, draft.version])).toEqual(
      expect.arrayContaining([
        [id, null, 1],
        [other, id, 1],
      ]),
    );
  });

  it("answers a discarded draft as gone, and does not bring it back", async () => {
    const { observer, id } = await scene();
    await saveDraft(observer, { id, content: content("一") });
    await discardDraft(observer, { id });
    expect(await saveDraft(observer, { id, baseVersion: 1, content: content("二") })).toMatchObject({
      value: { kind: "gone", why: "discarded" },
    });
    expect(await factOf(id)).toBeUndefined();
  });

  it("answers a submitted draft as gone, and does not bring it back", async () => {
    const { unit, observer } = await scene();
    const body = await entry(unit);
    await saveDraft(observer, { id: body.id, content: content("写到一半") });
    expect(await logObservation(observer, body)).toMatchObject({ ok: true });

    for (const baseVersion of [1, null]) {
      expect(await saveDraft(observer, { id: body.id, baseVersion, content: content("晚到") })).toMatchObject(
        {
          value: { kind: "gone", why: "submitted" },
        },
      );
    }
    expect(await factOf(body.id)).toBeUndefined();
  });

  it("never brings a draft back that is saved while its record is being submitted", async () => {
    const { unit, observer } = await scene();
    const left = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const body = await entry(unit);
        await Promise.all([
          logObservation(observer, body),
          saveDraft(observer, { id: body.id, content: content("同时") }),
          saveDraft(observer, { id: body.id, content: content("同时") }),
        ]);
        return factOf(body.id);
      }),
    );
    expect(left).toEqual(Array(8).fill(undefined));
  });

  it("answers a draft that waits in the hand-over inbox as gone, and does not bring it back", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER");
    await createAssignment(observer, unit, { startsOn: daysAgo(90), endsOn: daysAgo(10) });
    const moment = noon(daysAgo(5)).toISOString();
    const body = { ...(await entry(unit)), startedAt: moment, endedAt: moment };
    expect(await logObservation(observer, body)).toMatchObject({ ok: true, value: { state: "HANDED_OVER" } });
    expect(await saveDraft(observer, { id: body.id, content: content("晚到") })).toMatchObject({
      value: { kind: "gone", why: "submitted" },
    });
  });

  it("saves the rewriting of a returned record, and answers it as gone once that was submitted", async () => {
    const { unit, observer, id } = await scene();
    const record = await createObservation(observer, unit, { state: "RETURNED" });
    const rewriting = { id, observationId: record.id, content: content("补充数字") };
    expect(await saveDraft(observer, rewriting)).toMatchObject({ value: { kind: "saved" } });
    const moment = noon(daysAgo(2)).toISOString();
    const { id: _, unitId: __, methodId: ___, ...rest } = await entry(unit);
    const amended = await amendObservation(observer, {
      ...rest,
      startedAt: moment,
      endedAt: moment,
      id: record.id,
      revisionNo: 1,
      reason: "补充",
    });
    expect(amended).toMatchObject({ ok: true });

    expect(await saveDraft(observer, { ...rewriting, baseVersion: 1 })).toMatchObject({
      value: { kind: "gone", why: "submitted" },
    });
    expect(await saveDraft(observer, rewriting)).toMatchObject({ value: { kind: "gone", why: "submitted" } });
    expect(await factOf(id)).toBeUndefined();
  });

  it("knows nothing of another person's draft, and leaves it as it is", async () => {
    const { observer, id } = await scene();
    const stranger = await createPerson("OBSERVER");
    await saveDraft(observer, { id, content: content("我的") });
    expect(await saveDraft(stranger, { id, content: content("抢") })).toEqual({
      ok: false,
      kind: "notFound",
    });
    expect(await saveDraft(stranger, { id, baseVersion: 1, content: content("抢") })).toMatchObject({
      value: { kind: "gone" },
    });
    expect(await factOf(id)).toBe("我的");
    expect(await saveDraft(await createPerson("REVIEWER"), { id, content: content("抢") })).toEqual({
      ok: false,
      kind: "denied",
    });
  });
});

describe("logObservation from a draft", () => {
  const here = randomUUID();
  async function submitted(known: { copyId: string; version: number | null } | undefined) {
    const { unit, observer } = await scene();
    const body = await entry(unit);
    const { id } = body;
    await saveDraft(observer, { id, copy: { id: here, serial: 1 }, content: content("这台") });
    const there = { id: randomUUID(), serial: 1 };
    await saveDraft(observer, { id, baseVersion: 1, copy: there, content: content("另一台又写的") });
    const first = await logObservation(observer, { ...body, draft: known });
    // the same record with another knowledge of the draft is the same record
    const again = await logObservation(observer, body);
    expect([first, again]).toMatchObject([{ ok: true }, { ok: true, value: { isRepeat: true } }]);
    return { id, drafts: await read(observer, (db) => listDrafts(db)) };
  }

  it("keeps what another device wrote since as another version", async () => {
    const { id, drafts } = await submitted({ copyId: here, version: 1 });
    expect(drafts).toMatchObject([{ otherVersionOf: id, content: { fact: "另一台又写的" } }]);
    expect(drafts[0]?.id).not.toBe(id);
  });

  it.each([
    ["has seen the newest", { copyId: here, version: 2 }],
    ["says nothing of a draft", undefined],
  ])("ends the draft where the device %s", async (_, known) => {
    expect((await submitted(known)).drafts).toEqual([]);
  });

  it("takes its own last save, whose answer was lost, for no other device", async () => {
    const { unit, observer } = await scene();
    const body = await entry(unit);
    await saveDraft(observer, { id: body.id, copy: { id: here, serial: 1 }, content: content("到了") });
    await logObservation(observer, { ...body, draft: { copyId: here, version: null } });
    expect(await read(observer, (db) => listDrafts(db))).toEqual([]);
  });
});

describe("giveOfflineKey", () => {
  it("makes 32 random bytes once, the same for the person ever after and another's for another", async () => {
    const { observer } = await scene();
    const [first, second] = await Promise.all([giveOfflineKey(observer, {}), giveOfflineKey(observer, {})]);
    const other = await giveOfflineKey(await createPerson("OBSERVER"), {});
    if (!first.ok || !other.ok) throw new Error("no key");
    expect(Buffer.from(first.value.key, "base64")).toHaveLength(32);
    expect(second).toEqual(first);
    expect(other.value.key).not.toBe(first.value.key);
    const { rows } = await owner().query(
      "select count(*)::int as lines from audit_events where action = 'giveOfflineKey' and entity_id = $1",
      [observer.id],
    );
    expect(rows).toEqual([{ lines: 1 }]);
  });

  it("is refused to who does not observe", async () => {
    expect(await giveOfflineKey(await createPerson("REVIEWER"), {})).toEqual({ ok: false, kind: "denied" });
  });

  it("is by SQL read by its owner alone, made by nobody's choice, and never changed", async () => {
    const { observer } = await scene();
    const colleague = await createPerson("OBSERVER");
    const former = await createPerson("LIAISON");
    await owner().query("insert into offline_keys (user_id) values ($1), ($2)", [observer.id, former.id]);
    const as = (person: { id: string }, text: string, values: unknown[] = []) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select 1 from enter($1::uuid)", [person.id]);
        const result = await client.query(text, values).catch((error: Error) => error.message);
        await client.query("rollback");
        return typeof result === "string" ? result : result.rowCount;
      });
    expect(await as(observer, "select from offline_keys")).toBe(1);
    expect(await as(colleague, "select from offline_keys where user_id = $1", [observer.id])).toBe(0);
    expect(await as(former, "select from offline_keys")).toBe(0);
    expect(await as(colleague, "insert into offline_keys (user_id) values ($1)", [former.id])).toMatch(
      /row-level security/,
    );
    for (const attempt of [
      "insert into offline_keys (user_id, key) values ($1, sha256('a'))",
      "update offline_keys set key = sha256('a') where user_id = $1",
      "delete from offline_keys where user_id = $1",
    ]) {
      expect(await as(observer, attempt, [observer.id]), attempt).toMatch(/permission denied/);
    }
  });
});

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  discardMethodDraft,
  publishMethodVersion,
  restoreMethodVersion,
  saveMethodDraft,
} from "@/lib/methods/versions/commands";
import { findMethodDraft, inForce, listVersions } from "@/lib/methods/versions/queries";
import type { MethodContent } from "@/lib/methods/versions/schema";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { createPerson, findMethod, type Person } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

/** Far ahead: no other test shall see an eleventh method. */
const BEGIN = "2090-01-01";

/** A method of its own for each test: the ten are shared by all. */
async function createMethod(): Promise<string> {
  const id = randomUUID();
  const code = `test_${id.slice(0, 8)}`;
  await owner().query("insert into methods (id, code, position) values ($1, $2, 99)", [id, code]);
  await owner().query(
    `insert into method_versions (method_id, version_no, name, name_en, definition, definition_en, source_class,
       default_confidentiality, is_evidence_asked, minimum_count, minimum_period, minimum_scope, minimum_text, is_sample, fields,
       effective_from)
     select $1, 1, name, name_en, definition, definition_en, source_class, default_confidentiality, is_evidence_asked,
       minimum_count, minimum_period, minimum_scope, minimum_text, is_sample, fields, $3
     from method_versions where id = $2`,
    [id, (await findMethod("field_survey")).versionId, BEGIN],
  );
  return id;
}

const look = (person: Person, methodId: string) =>
  read(person, async (db) => ({
    versions: await listVersions(db, methodId),
    ...(await findMethodDraft(db, methodId)),
  }));

async function save(admin: Person, methodId: string, over: Partial<MethodContent>) {
  const { versions, draft, place } = await look(admin, methodId);
  const content = { ...(draft?.content ?? versions[0]?.content), ...over };
  return saveMethodDraft(admin, { methodId, rowVersion: place ?? undefined, content });
}
async function publish(admin: Person, methodId: string, effectiveFrom = BEGIN) {
  const { place } = await look(admin, methodId);
  return publishMethodVersion(admin, { methodId, rowVersion: place, effectiveFrom, reason: "按部务会意见" });
}

describe("a method", () => {
  it("is worked on as a draft, published from a day, and written in its version until then", async () => {
    const [admin, methodId] = [await createPerson("ADMIN"), await createMethod()];
    expect(await save(admin, methodId, { name: "实地查看", isSample: false })).toMatchObject({ ok: true });
    expect(await publish(admin, methodId, addDays(BEGIN, 10))).toMatchObject({ ok: true });
    const { versions, draft } = await look(admin, methodId);
    expect(versions.map(({ versionNo, content }) => [versionNo, content.name])).toEqual([
      [2, "实地查看"],
      [1, versions[1]?.content.name],
    ]);
    expect(inForce(versions, BEGIN)?.versionNo).toBe(1);
    expect(inForce(versions, addDays(BEGIN, 10))?.versionNo).toBe(2);
    expect(draft).toBeNull();
  });

  it("goes back by another version", async () => {
    const [admin, methodId] = [await createPerson("ADMIN"), await createMethod()];
    await save(admin, methodId, { name: "改错了" });
    await publish(admin, methodId);
    const before = (await look(admin, methodId)).versions[1];
    const restore = { versionId: before?.id, effectiveFrom: BEGIN, reason: "改回" };
    expect(await restoreMethodVersion(admin, restore)).toMatchObject({ ok: true });
    const { versions } = await look(admin, methodId);
    expect(versions).toHaveLength(3);
    expect(versions[0]?.content).toEqual(before?.content);
    expect(await restoreMethodVersion(admin, restore)).toMatchObject({ reason: "methods.reason.unchanged" });
  });

  it("has one draft: who saved upon another's reads it first", async () => {
    const [admin, second, methodId] = [
      await createPerson("ADMIN"),
      await createPerson("ADMIN"),
      await createMethod(),
    ];
    await save(admin, methodId, { name: "甲" });
    const { place } = await look(second, methodId);
    await save(admin, methodId, { name: "乙" });
    const { versions } = await look(second, methodId);
    expect(
      await saveMethodDraft(second, { methodId, rowVersion: place, content: versions[0]?.content }),
    ).toMatchObject({ kind: "stale" });
    const { place: now } = await look(second, methodId);
    expect(await discardMethodDraft(second, { methodId, rowVersion: now })).toMatchObject({ ok: true });
    expect((await look(admin, methodId)).draft).toBeNull();
    expect(await publish(admin, methodId)).toMatchObject({ kind: "stale" });
  });

  it("is published once by two who press at the same time", async () => {
    const [admin, methodId] = [await createPerson("ADMIN"), await createMethod()];
    await save(admin, methodId, { name: "同时" });
    const { place } = await look(admin, methodId);
    const input = { methodId, rowVersion: place, effectiveFrom: BEGIN, reason: "同时发布" };
    const outcomes = await Promise.all([
      publishMethodVersion(admin, input),
      publishMethodVersion(admin, input),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await look(admin, methodId)).versions).toHaveLength(2);
  });

  it.each(["OBSERVER", "REVIEWER", "LEADER", "SYSADMIN"] as const)("is not changed by %s", async (role) => {
    const [admin, person, methodId] = [
      await createPerson("ADMIN"),
      await createPerson(role),
      await createMethod(),
    ];
    const { versions } = await look(admin, methodId);
    const content = { ...versions[0]?.content, name: "不行" };
    expect(await saveMethodDraft(person, { methodId, content })).toEqual({ ok: false, kind: "denied" });
  });

  it("keeps its kind of source and its order also under direct SQL", async () => {
    const [admin, methodId] = [await createPerson("ADMIN"), await createMethod()];
    const insert = (change: string, no = 2, from = `date '${BEGIN}'`) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [admin.id]);
        await client.query(
          `insert into method_versions (id, method_id, version_no, name, name_en, definition, definition_en, source_class,
             default_confidentiality, is_evidence_asked, minimum_count, minimum_period, minimum_scope, minimum_text, is_sample,
             fields, effective_from, published_by)
           select gen_random_uuid(), method_id, ${no}, name, name_en, definition, definition_en, ${change}, default_confidentiality,
             is_evidence_asked, minimum_count, minimum_period, minimum_scope, minimum_text, is_sample, fields, ${from}, $2
           from method_versions where method_id = $1 and version_no = 1`,
          [methodId, admin.id],
        );
        await client.query("rollback");
      });
    await expect(insert("source_class")).resolves.toBeUndefined();
    await expect(insert("'survey'")).rejects.toThrow(/kind of source/);
    await expect(insert("source_class", 3)).rejects.toThrow(/follows the last one/);
    await expect(insert("source_class", 2, `date '${BEGIN}' - 1`)).rejects.toThrow(/follows the last one/);
  });
});

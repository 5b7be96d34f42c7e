/** 德能勤绩廉: called otherwise from a day on by an administrator, never rewritten, and read by everybody in business. */
import { describe, expect, it } from "vitest";
import { restoreDimension, wordDimension } from "@/lib/dimensions/commands";
import { listCurrentWordings, listDimensionWordings, rememberedWordings } from "@/lib/dimensions/queries";
import { wordingOn } from "@/lib/dimensions/rules";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { ADMINISTRATOR_ROLES, can, ROLES } from "@/lib/platform/rights";
import { createPerson, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { auditLinesOf } from "../accounts/credentials";

// far ahead, so that the words of today stay those that other tests read
const FAR = 40_000;
const wanted = (over: Record<string, unknown> = {}) => ({
  dimension: "DILIGENCE" as const,
  name: "勤勉",
  shortName: "勤",
  hint: "责任心和作风。",
  startsOn: addDays(today(), FAR),
  reason: "按考核办法修订",
  ...over,
});
const ofDiligence = async (person: { id: string }) =>
  (await read(person, listDimensionWordings)).filter(({ dimension }) => dimension === "DILIGENCE");

describe("wordDimension and restoreDimension", () => {
  it("lets another wording begin on its day, keeps the earlier one, and brings it back", async () => {
    const admin = await createPerson("ADMIN");
    const before = await ofDiligence(admin);
    const startsOn = addDays(today(), FAR + before.length);

    const worded = await wordDimension(admin, wanted({ name: `勤勉${before.length}`, startsOn }));

    expect(worded).toMatchObject({ ok: true });
    const [newest, ...rest] = await ofDiligence(admin);
    expect(newest).toMatchObject({ name: `勤勉${before.length}`, setterName: admin.name, startsOn });
    expect(rest).toEqual(before);
    expect(wordingOn([...rest], "DILIGENCE", today())?.name).toBe("勤");

    const delivered = before.at(-1);
    const restored = await restoreDimension(admin, {
      wordingId: delivered?.id ?? "",
      startsOn,
      reason: "名称有误，恢复原用语",
    });

    expect(restored).toMatchObject({ ok: true });
    const after = await ofDiligence(admin);
    expect(after).toHaveLength(before.length + 2);
    // of two that begin on one day the later set counts
    expect(wordingOn(after, "DILIGENCE", startsOn)).toMatchObject({
      name: "勤",
      restoresFrom: delivered?.startsOn,
      reason: "名称有误，恢复原用语",
    });
    const lines = (await auditLinesOf("DILIGENCE")).filter(({ actorId }) => actorId === admin.id);
    expect(lines.map(({ action }) => action)).toEqual(["wordDimension", "restoreDimension"]);
  });

  it("refuses the past, and everybody without the right", async () => {
    const admin = await createPerson("ADMIN");
    expect(await wordDimension(admin, wanted({ startsOn: addDays(today(), -1) }))).toMatchObject({
      reason: "dimensions.reason.inThePast",
    });
    for (const role of ROLES.filter((one) => !can({ roles: [one] }, "dimensions.edit")))
      expect(await wordDimension(await createPerson(role), wanted()), role).toMatchObject({
        ok: false,
        kind: "denied",
      });
  });
});

describe("dimension_wordings", () => {
  it("are read by every business role, and by no administrator of the system", async () => {
    for (const role of ROLES) {
      const codes = new Set(
        (await read(await createPerson(role), listDimensionWordings)).map(({ dimension }) => dimension),
      );
      expect([...codes].sort(), role).toEqual(
        ADMINISTRATOR_ROLES.includes(role) ? [] : [...DIMENSIONS].sort(),
      );
    }
  });

  it("go to the phone with those to come, and without those that are over", async () => {
    const observer = await createPerson("OBSERVER");
    const all = await ofDiligence(observer);
    const present = wordingOn(all, "DILIGENCE", today());
    const sent = (await read(observer, (db) => listCurrentWordings(db, today()))).filter(
      ({ dimension }) => dimension === "DILIGENCE",
    );
    expect(sent.map(({ startsOn }) => startsOn)).toEqual(
      all.filter(({ startsOn }) => startsOn >= (present?.startsOn ?? "")).map(({ startsOn }) => startsOn),
    );
  });

  it("are never rewritten, and set by nobody but administrators, under their own name, from today on", async () => {
    const admin = await createPerson("ADMIN");
    const reviewer = await createPerson("REVIEWER");
    const insert = (by: string, startsOn: string, reason = "理由充分") =>
      `insert into dimension_wordings (dimension, name, short_name, starts_on, reason, set_by)
       values ('VIRTUE', '品德', '德', '${startsOn}', '${reason}', '${by}')`;
    const far = addDays(today(), FAR * 2);
    await asAppRole(async (client) => {
      const refused = async (as: { id: string }, statement: string, how: RegExp) => {
        await client.query("begin");
        await client.query("select id from enter($1)", [as.id]);
        await expect(client.query(statement), statement).rejects.toThrow(how);
        await client.query("rollback");
      };
      await refused(reviewer, insert(reviewer.id, far), /row-level security/);
      await refused(admin, insert(reviewer.id, far), /row-level security/);
      await refused(admin, insert(admin.id, "2024-01-01"), /dimension_wordings_from_today/);
      await refused(admin, insert(admin.id, far, ""), /dimension_wordings_reason/);
      await refused(admin, "update dimension_wordings set name = '品'", /permission denied/);
    });
    await expect(owner().query("update dimension_wordings set name = '品'")).rejects.toThrow();
    await expect(owner().query("delete from dimension_wordings")).rejects.toThrow();
  });
});

describe("rememberedWordings", () => {
  it("asks once for as long as the number is the same, and again after nothing could be read", async () => {
    const observer = await createPerson("OBSERVER");
    const all = await read(observer, listDimensionWordings);
    let asked = 0;
    const load = async () => {
      asked += 1;
      return all;
    };
    await rememberedWordings(900_001, load);
    await rememberedWordings(900_001, load);
    expect(asked).toBe(1);
    await rememberedWordings(900_002, load);
    expect(asked).toBe(2);
    await rememberedWordings(900_003, async () => []);
    expect(await rememberedWordings(900_003, load)).toBe(all);
  });
});

import { describe, expect, it } from "vitest";
import { askException } from "@/lib/accounts/exceptions/commands";
import { addDays } from "@/lib/platform/clock";
import { createPerson, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { storePlan } from "@/tests/support/plans";

const toldTo = async (people: Person[], kind: string, matter: string) =>
  (
    await owner().query(
      "select user_id from notifications where kind = $1 and matter_id = $2 and user_id = any($3)",
      [kind, matter, people.map(({ id }) => id)],
    )
  ).rows.map(({ user_id }) => people.findIndex(({ id }) => id === user_id));

describe("a plan that is proposed", () => {
  it("is told to leaders and administrators who arranged none of it, and to nobody else", async () => {
    const [maker, other, leader, reviewer] = [
      await createPerson("ADMIN"),
      await createPerson("ADMIN"),
      await createPerson("LEADER"),
      await createPerson("REVIEWER"),
    ];
    const id = await storePlan(maker);
    const step = (text: string) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [maker.id]);
        await client.query(text, [id]);
        await client.query("commit");
      });
    await step(
      "update assignment_plans set state = 'PROPOSED', proposed_at = now(), row_version = row_version + 1 where id = $1",
    );
    const people = [maker, other, leader, reviewer];
    expect((await toldTo(people, "PLAN_PROPOSED", id)).sort()).toEqual([1, 2]);
  });
});

describe("an exception that is asked for", () => {
  it("is told to leaders", async () => {
    const [secadmin, sysadmin, leader] = [
      await createPerson("SECADMIN"),
      await createPerson("SYSADMIN"),
      await createPerson("LEADER"),
    ];
    const asked = {
      userId: sysadmin.id,
      addedRole: "AUDITOR",
      reason: "编制只有两人，临时兼任",
      endsOn: addDays(today(), 10),
    };
    expect(await askException(secadmin, asked)).toMatchObject({ ok: true });
    const { rows } = await owner().query("select id from role_exceptions where user_id = $1", [sysadmin.id]);
    expect(await toldTo([secadmin, sysadmin, leader], "EXCEPTION_ASKED", rows[0].id)).toEqual([2]);
  });
});

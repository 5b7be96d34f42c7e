import { describe, expect, it } from "vitest";
import { TRANSITIONS } from "@/lib/concerns/rules";
import { CONCERN_STATES } from "@/lib/concerns/schema";
import { createPerson, type Person } from "@/tests/support/builders";
import { createConcern, decide } from "@/tests/support/concerns";
import { asAppRole, owner } from "@/tests/support/owner";
import { sourceOf } from "./concern-steps";

describe("direct SQL", () => {
  const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select * from enter($1)", [person.id]);
      const result = await client.query(text, values);
      await client.query("commit");
      return result.rowCount;
    });
  const watch =
    "update concerns set state = 'WATCHING', state_reason = '理由', expires_on = city_today() + 30, decided_by = $2 where id = $1";

  it("decides nothing without two sources, in another name, by who opened it or without an end", async () => {
    const thin = await createConcern({ from: 1 });
    await expect(asPerson(thin.decider, watch, [thin.id, thin.decider.id])).rejects.toThrow(
      /concerns_supported/,
    );
    await expect(owner().query(watch, [thin.id, thin.decider.id])).rejects.toThrow(/concerns_supported/);
    const concern = await createConcern();
    await expect(asPerson(concern.decider, watch, [concern.id, concern.opener.id])).rejects.toThrow(
      /decided_in_person/,
    );
    await expect(asPerson(concern.opener, watch, [concern.id, concern.opener.id])).rejects.toThrow(
      /decided_by_another/,
    );
    const endless = watch.replace("city_today() + 30", "null");
    await expect(asPerson(concern.decider, endless, [concern.id, concern.decider.id])).rejects.toThrow(
      /expiry_given/,
    );
    const far = watch.replace("+ 30", "+ 400");
    await expect(asPerson(concern.decider, far, [concern.id, concern.decider.id])).rejects.toThrow(
      /expiry_in_reach/,
    );
    expect(await asPerson(concern.observers[0], watch, [concern.id, concern.observers[0].id])).toBe(0);
  });

  it("rewrites nothing, takes no mark and falls by hand to no state", async () => {
    const concern = await createConcern();
    await decide(concern.decider, concern.id, "WATCH");
    await expect(
      owner().query("update concerns set summary = '换个说法吧' where id = $1", [concern.id]),
    ).rejects.toThrow(/in_place/);
    await expect(owner().query("delete from concerns where id = $1", [concern.id])).rejects.toThrow(
      /append_only/,
    );
    await expect(
      owner().query("delete from concern_events where concern_id = $1", [concern.id]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("update concern_sources set note = '改' where concern_id = $1", [concern.id]),
    ).rejects.toThrow(/append_only/);
    await expect(
      asPerson(concern.decider, "update concerns set is_lapsed = true where id = $1", [concern.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      asPerson(
        concern.decider,
        "update concerns set state = 'OPEN', expires_on = null, decided_by = null, state_reason = '收回' where id = $1",
        [concern.id],
      ),
    ).rejects.toThrow(/concerns_transition/);
    await expect(
      asPerson(concern.decider, "update observations set is_corroborated = false where id = $1", [
        concern.records[0],
      ]),
    ).rejects.toThrow(/permission denied/);
  });

  it("moves a concern only along the table of states", async () => {
    const concern = await createConcern();
    for (const from of CONCERN_STATES) {
      for (const to of CONCERN_STATES) {
        const client = await owner().connect();
        try {
          await client.query("begin");
          await client.query("alter table concerns disable trigger keep_rules");
          await client.query("alter table concerns disable trigger are_whole");
          const set = (next: string, days: number) =>
            client.query(
              `update concerns set state = $2, state_reason = '理由', decided_by = case when $2 <> 'OPEN' then $3::uuid end,
                 decided_at = case when $2 <> 'OPEN' then now() end,
                 expires_on = case when $2 in ('WATCHING', 'REMINDED') then city_today() + $4::int end where id = $1`,
              [concern.id, next, concern.decider.id, days],
            );
          await set(from, 10);
          await client.query("alter table concerns enable trigger keep_rules");
          // from a decision it falls by itself
          if (to === "OPEN" && from !== "DISMISSED")
            await client.query("select set_config('app.fallen_by', $1, true)", [await sourceOf(concern, 0)]);
          const moved = await set(to, 20).then(
            () => true,
            (error: Error) => {
              expect(error.message).toMatch(/concerns_transition/);
              return false;
            },
          );
          const isSame = from === to && !["WATCHING", "REMINDED"].includes(from);
          if (!isSame)
            expect(moved, `${from} → ${to}`).toBe((TRANSITIONS[from] as readonly string[]).includes(to));
        } finally {
          await client.query("rollback");
          client.release();
        }
      }
    }
  });

  it("shows no event, source or concern to who may not see the concern", async () => {
    const concern = await createConcern();
    const leader: Person = await createPerson("LEADER", { clearance: 3 });
    for (const table of ["concern_sources", "concern_events"])
      expect(await asPerson(leader, `select 1 from ${table} where concern_id = $1`, [concern.id])).toBe(0);
    await decide(concern.decider, concern.id, "WATCH");
    expect(await asPerson(leader, "select 1 from concern_sources where concern_id = $1", [concern.id])).toBe(
      2,
    );
  });
});

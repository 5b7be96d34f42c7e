import { describe, expect, it } from "vitest";
import { draftAchievement } from "@/lib/achievements/commands";
import { TRANSITIONS } from "@/lib/achievements/rules";
import { ACHIEVEMENT_STATES } from "@/lib/achievements/schema";
import { createPerson } from "@/tests/support/builders";
import { claimInput, createClaim } from "@/tests/support/claims";
import { asAppRole, owner } from "@/tests/support/owner";
import { scene, stateOf } from "./claim-steps";

describe("direct SQL", () => {
  const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select id from enter($1::uuid)", [person.id]);
      const result = await client.query(text, values);
      await client.query("commit");
      return result.rowCount;
    });
  const corroborate =
    "update achievements set state = 'CORROBORATED', confirmed_by = $2, confidence = 'HIGH' where id = $1";

  it("confirms nothing that rule 3 forbids, not even as the owner", async () => {
    const s = await scene();
    const input = claimInput(s.unit, [s.cadre], { sources: [await s.record("field_survey", s.a)] });
    await draftAchievement(s.b, input);
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    await expect(asPerson(reviewer, corroborate, [input.id, reviewer.id])).rejects.toThrow(
      /achievements_supported/,
    );
    await expect(owner().query(corroborate, [input.id, reviewer.id])).rejects.toThrow(
      /achievements_supported/,
    );
    const claim = await createClaim();
    await expect(asPerson(claim.reviewer, corroborate, [claim.id, reviewer.id])).rejects.toThrow(
      /confirmed_in_person/,
    );
    expect(await asPerson(claim.drafter, corroborate, [claim.id, claim.drafter.id]).catch(() => 0)).toBe(0);
    expect(await stateOf(claim.id)).toBe("WAITING");
  });

  it("rewrites no source, no event and no line", async () => {
    const claim = await createClaim();
    for (const text of [
      "update achievement_sources set supports = false where id = $1",
      "update achievement_sources set is_independent = true, withdrawn_at = now(), withdrawn_by = added_by, withdraw_reason = '撤回', origin = 'x' where id = $1",
      "delete from achievement_sources where id = $1",
    ]) {
      await expect(owner().query(text, [claim.sources[0]])).rejects.toThrow(/append_only/);
    }
    await expect(
      owner().query("delete from achievement_events where achievement_id = $1", [claim.id]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("update achievement_cadres set contribution = 'GENERAL' where achievement_id = $1", [
        claim.id,
      ]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("update achievements set claim = '另一句话就是了' where id = $1", [claim.id]),
    ).rejects.toThrow(/in_place/);
  });

  it("moves a claim only along the table of states", async () => {
    const claim = await createClaim();
    // of the same cadre, so that it may take the other one in
    const target = claimInput(claim.unit, [claim.cadre]);
    await draftAchievement(claim.drafter, target);
    for (const from of ACHIEVEMENT_STATES) {
      for (const to of ACHIEVEMENT_STATES) {
        if (from === to) continue;
        const client = await owner().connect();
        try {
          await client.query("begin");
          // set up past every trigger: the way under test is the one from here on, without what is asked at the commit
          await client.query("alter table achievements disable trigger keep_rules");
          await client.query("alter table achievements disable trigger are_whole");
          await client.query(
            `update achievements set state = $2, confirmed_by = case when $2 = 'CORROBORATED' then $3::uuid end,
               confirmed_at = case when $2 = 'CORROBORATED' then now() end, confidence = case when $2 = 'CORROBORATED' then 'HIGH' end,
               merged_into = case when $2 = 'MERGED' then $4::uuid end,
               merged_into_revision = case when $2 = 'MERGED' then 1 end where id = $1`,
            [claim.id, from, claim.reviewer.id, target.id],
          );
          // what was merged or split goes back to where it came from
          if (from === "MERGED" || from === "SPLIT")
            await client.query(
              "insert into achievement_events (achievement_id, from_state, to_state) values ($1, $2, $3)",
              [claim.id, to, from],
            );
          await client.query("alter table achievements enable trigger keep_rules");
          const moved = await client
            .query(
              `update achievements set state = $2, state_reason = '理由', confirmed_by = case when $2 = 'CORROBORATED' then $3::uuid end,
                 confidence = case when $2 = 'CORROBORATED' then 'HIGH' end,
                 merged_into = case when $2 = 'MERGED' then $4::uuid end where id = $1`,
              [claim.id, to, claim.reviewer.id, target.id],
            )
            .then(() => true)
            .catch((error: Error) => {
              expect(error.message).toMatch(/achievements_transition/);
              return false;
            });
          expect(moved, `${from} → ${to}`).toBe((TRANSITIONS[from] as readonly string[]).includes(to));
        } finally {
          await client.query("rollback");
          client.release();
        }
      }
    }
  });
});

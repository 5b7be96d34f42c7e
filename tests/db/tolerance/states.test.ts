import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addToleranceEvidence } from "@/lib/tolerance/commands";
import { TRANSITIONS } from "@/lib/tolerance/rules";
import { TOLERANCE_STATES, type ToleranceState } from "@/lib/tolerance/schema";
import { owner } from "@/tests/support/owner";
import { createTolerance, type TestTolerance, watched } from "@/tests/support/tolerance";

describe("the state table under direct SQL", () => {
  /** A way from the application to each state, without a viewer. */
  const WAYS: Record<ToleranceState, ToleranceState[]> = {
    APPLIED: [],
    RETURNED: ["RETURNED"],
    REFUSED: ["REFUSED"],
    WITHDRAWN: ["WITHDRAWN"],
    ACCEPTED: ["ACCEPTED"],
    VERIFIED: ["ACCEPTED", "VERIFIED"],
    DETERMINED: ["ACCEPTED", "VERIFIED", "DETERMINED"],
    FED_BACK: ["ACCEPTED", "VERIFIED", "DETERMINED", "FED_BACK"],
    APPEALED: ["ACCEPTED", "VERIFIED", "DETERMINED", "FED_BACK", "APPEALED"],
    STOPPED: ["ACCEPTED", "VERIFIED", "DETERMINED", "FED_BACK", "STOPPED"],
    CLOSED: ["ACCEPTED", "VERIFIED", "DETERMINED", "FED_BACK", "CLOSED"],
  };
  async function move(made: TestTolerance, to: ToleranceState): Promise<void> {
    if (to === "STOPPED") {
      const { rowCount } = await owner().query(
        "update tolerance_risks set met_at = now(), met_by = $2, how = '已硬化' where tolerance_id = $1 and kind = 'STOP' and met_at is null and position = 1",
        [made.id, made.witness.id],
      );
      if (!rowCount) throw new Error("met already");
      return;
    }
    const { rows } = await owner().query("select state, verified_by from tolerance_cases where id = $1", [
      made.id,
    ]);
    const [before] = rows;
    const converts = to === "ACCEPTED" && ["FED_BACK", "STOPPED"].includes(before.state);
    const verifier =
      before.verified_by === made.reviewers[0].id ? made.reviewers[1].id : made.reviewers[0].id;
    const set: Record<string, string> = {
      VERIFIED: "verification = '属实', verified_by = $3,",
      DETERMINED: "outcome = 'RECORDED', decision = '同意备案', decided_by = $2,",
      FED_BACK: "feedback = '已反馈',",
      APPEALED: "appeal = '有出入',",
      CLOSED: "closing = '完成', is_without_loss = true,",
    };
    await owner().query(
      `update tolerance_cases set ${set[to] ?? ""} ${converts ? "kind = 'POST', is_converted = true," : ""}
         state = '${to}', state_reason = '试一试', row_version = row_version + 1
       where id = $1 and $2::uuid is not null and $3::uuid is not null`,
      [made.id, made.leader.id, verifier],
    );
  }
  it.each(
    TOLERANCE_STATES.flatMap((from) =>
      TOLERANCE_STATES.filter((to) => to !== from).map((to) => [from, to] as const),
    ),
  )("from %s to %s goes as the rules say", async (from, to) => {
    const made = await createTolerance("PRE");
    for (const state of WAYS[from]) await move(made, state);
    const isAllowed = (TRANSITIONS[from] as readonly string[]).includes(to);
    if (isAllowed) await move(made, to);
    else await expect(move(made, to)).rejects.toThrow();
    const { rows } = await owner().query("select state from tolerance_cases where id = $1", [made.id]);
    expect(rows[0].state).toBe(isAllowed ? to : from);
  });

  it.each([
    [
      "its application",
      "update tolerance_cases set account = '改过的情况', row_version = row_version + 1 where id = $1",
    ],
    ["its number", "update tolerance_cases set number = 'RC-1', row_version = row_version + 1 where id = $1"],
    [
      "a decision without a step",
      "update tolerance_cases set decision = '改过', row_version = row_version + 1 where id = $1",
    ],
    [
      "its kind alone",
      "update tolerance_cases set kind = 'POST', is_converted = true, row_version = row_version + 1 where id = $1",
    ],
    ["who is named", "delete from tolerance_cadres where tolerance_id = $1"],
    ["its history", "update tolerance_events set text = '改过' where tolerance_id = $1"],
    ["itself away", "delete from tolerance_cases where id = $1"],
    ["its evidence away", "delete from tolerance_evidence where tolerance_id = $1"],
  ])("does not change %s", async (_, statement) => {
    const made = await watched();
    await addToleranceEvidence(made.reviewers[0], {
      id: randomUUID(),
      toleranceId: made.id,
      title: "会议纪要",
    });
    await expect(owner().query(statement, [made.id])).rejects.toThrow();
  });
});

/**
 * A fault for each check, planted in a copy that is thrown away: a check that does not see its fault would never say
 * anything. Triggers are switched off first, as somebody with the owner's password might.
 */
import { withClient } from "../provision";
import { FOLLOWED_FAULTS } from "./faults/followed";
import { JUDGED_FAULTS } from "./faults/judged";
import { RECORD_FAULTS } from "./faults/records";
import type { Verdict } from "./index";

const tables = [
  "assignments",
  "observations",
  "observation_cadres",
  "observation_revisions",
  "observation_reviews",
  "achievements",
  "achievement_cadres",
  "achievement_sources",
  "achievement_events",
  "achievement_revisions",
  "handovers",
  "attachments",
  "audit_events",
  "notifications",
  "appraisals",
  "conduct_items",
  "follow_ups",
  "central_tasks",
  "central_task_members",
  "central_task_observers",
  "concerns",
  "concern_sources",
  "concern_events",
  "correction_requests",
  "correction_events",
  "correction_files",
  "cases",
  "case_parties",
  "case_cadres",
  "case_events",
  "coordination_meetings",
  "meeting_parties",
  "meeting_decisions",
  "meeting_witnesses",
  "meeting_signatures",
  "meeting_events",
  "tolerance_cases",
  "tolerance_cadres",
  "tolerance_risks",
  "tolerance_factors",
  "tolerance_events",
  "review_batches",
  "review_positions",
  "review_candidates",
  "review_events",
  "review_recusals",
  "review_opinions",
  "review_decisions",
  "review_snapshots",
  "public_notices",
  "public_notice_entries",
  "public_objections",
  "promotion_outcomes",
  "reports",
  "report_citations",
  "report_paragraphs",
];

/** By the title of the check that must see it; in this order. */
const FAULTS: Record<string, string> = {
  "no trigger is switched off": tables.map((name) => `alter table ${name} disable trigger user`).join(";"),
  ...RECORD_FAULTS,
  ...FOLLOWED_FAULTS,
  ...JUDGED_FAULTS,
};

/** Leaves the database spoiled for good. */
export async function plantFaults(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    for (const statement of Object.values(FAULTS)) await client.query(statement);
  });
}

/** Faults that no check saw. */
export const unseenFaults = (verdicts: readonly Verdict[]): string[] =>
  Object.keys(FAULTS).filter(
    (title) => !verdicts.some((one) => one.title === title && one.broken.length > 0),
  );

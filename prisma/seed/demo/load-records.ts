/** Writes a batch of observations with revisions, cadre lines, reviews, follow-ups and links, in one transaction. */
import { hash } from "node:crypto";
import type { ClientBase } from "pg";
import { insertRows, textArray } from "../support/insert";
import { idOf } from "../support/random";
import type { DemoRecord } from "./record";
import type { World } from "./world";

const lastRevision = (record: DemoRecord): number => (record.amended ? 2 : 1);
const submittedAt = (record: DemoRecord): string => record.amended?.at ?? record.firstSubmittedAt;

const namesOf = (record: DemoRecord): string => record.cadres.map((cadre) => cadre.name).join(" ");

/** The snapshot that a revision keeps, key for key as lib/observations/commands.ts writes it. */
export const contentOf = (record: DemoRecord, fact: string): string =>
  JSON.stringify({
    startedAt: new Date(record.startedAt).toISOString(),
    endedAt: new Date(record.endedAt).toISOString(),
    place: record.place,
    fact,
    judgement: record.judgement,
    dimensions: record.dimensions,
    polarity: record.polarity,
    confidentiality: record.confidentiality,
    details: record.details,
    evidenceNote: record.evidenceNote,
    ...(record.evidence?.length && { evidence: record.evidence }),
    ...(record.conductItemIds.length > 0 && { conductItemIds: record.conductItemIds }),
    cadreNames: namesOf(record),
    secondObserverId: record.secondObserverId,
    centralTaskId: record.centralTaskId,
    cadres: record.cadres,
  });

export async function loadRecords(client: ClientBase, world: World, records: DemoRecord[]): Promise<void> {
  const contents = records.map((record) => contentOf(record, record.fact));
  await insertObservations(client, world, records, contents);
  await insertRows(
    client,
    "observation_revisions",
    {
      observation_id: "uuid",
      revision_no: "int",
      author_id: "uuid",
      content: "jsonb",
      reason: "text",
      created_at: "timestamptz",
    },
    records.flatMap((record, at) => {
      const revision = (no: number, content: string, reason: string, createdAt: string) => ({
        observation_id: record.id,
        revision_no: no,
        author_id: record.observerId,
        content,
        reason,
        created_at: createdAt,
      });
      const { amended } = record;
      const current = contents[at] ?? "{}";
      if (!amended) return [revision(1, current, "", record.firstSubmittedAt)];
      return [
        revision(1, contentOf(record, amended.firstFact), "", record.firstSubmittedAt),
        revision(2, current, amended.reason, amended.at),
      ];
    }),
  );
  await insertLines(client, records);
  await insertRows(
    client,
    "observation_reviews",
    {
      observation_id: "uuid",
      revision_no: "int",
      reviewer_id: "uuid",
      decision: "text",
      reason: "text",
      decided_at: "timestamptz",
    },
    records.flatMap((record) =>
      record.reviews.map((review) => ({
        observation_id: record.id,
        revision_no: review.revisionNo,
        reviewer_id: review.reviewerId,
        decision: review.decision,
        reason: review.reason,
        decided_at: review.decidedAt,
      })),
    ),
  );
  await insertFollowUps(client, records);
  await insertRows(
    client,
    "observation_links",
    { from_id: "uuid", to_id: "uuid", made_by: "uuid", created_at: "timestamptz" },
    records.flatMap((record) =>
      record.links.map((earlier) => ({
        from_id: record.id,
        to_id: earlier,
        made_by: record.observerId,
        created_at: record.firstSubmittedAt,
      })),
    ),
  );
}

function insertObservations(
  client: ClientBase,
  world: World,
  records: DemoRecord[],
  contents: string[],
): Promise<void> {
  return insertRows(
    client,
    "observations",
    {
      id: "uuid",
      unit_id: "uuid",
      observer_id: "uuid",
      second_observer_id: "uuid",
      method_id: "uuid",
      method_version_id: "uuid",
      central_task_id: "uuid",
      started_at: "timestamptz",
      ended_at: "timestamptz",
      place: "text",
      fact: "text",
      judgement: "text",
      dimensions: "text[]",
      polarity: "text",
      confidentiality: "smallint",
      details: "jsonb",
      evidence_note: "text",
      evidence: "jsonb",
      visit_id: "uuid",
      conduct_item_ids: "uuid[]",
      state: "text",
      revision_no: "int",
      is_corroborated: "boolean",
      cadre_names: "text",
      body_hash: "bytea",
      submitted_at: "timestamptz",
      updated_at: "timestamptz",
    },
    records.map((record, at) => ({
      id: record.id,
      unit_id: record.unitId,
      observer_id: record.observerId,
      second_observer_id: record.secondObserverId,
      method_id: world.methods[record.method].id,
      method_version_id: world.methods[record.method].versionId,
      central_task_id: record.centralTaskId,
      started_at: record.startedAt,
      ended_at: record.endedAt,
      place: record.place,
      fact: record.fact,
      judgement: record.judgement,
      dimensions: textArray(record.dimensions),
      polarity: record.polarity,
      confidentiality: record.confidentiality,
      details: JSON.stringify(record.details),
      evidence_note: record.evidenceNote,
      evidence: JSON.stringify(record.evidence ?? []),
      visit_id: record.visitId,
      conduct_item_ids: textArray(record.conductItemIds),
      state: record.state,
      revision_no: lastRevision(record),
      is_corroborated: record.isCorroborated,
      cadre_names: namesOf(record),
      body_hash: `\\x${hash("sha256", `${record.id}${contents[at]}`, "hex")}`,
      submitted_at: submittedAt(record),
      updated_at: record.reviews.at(-1)?.decidedAt ?? submittedAt(record),
    })),
  );
}

function insertLines(client: ClientBase, records: DemoRecord[]): Promise<void> {
  return insertRows(
    client,
    "observation_cadres",
    {
      observation_id: "uuid",
      revision_no: "int",
      cadre_id: "uuid",
      position: "smallint",
      role_in_event: "text",
      details: "jsonb",
    },
    records.flatMap((record) =>
      Array.from({ length: lastRevision(record) }, (_, revision) =>
        record.cadres.map((cadre, at) => ({
          observation_id: record.id,
          revision_no: revision + 1,
          cadre_id: cadre.cadreId,
          position: at,
          role_in_event: cadre.roleInEvent,
          details: JSON.stringify(cadre.details),
        })),
      ).flat(),
    ),
  );
}

function insertFollowUps(client: ClientBase, records: DemoRecord[]): Promise<void> {
  return insertRows(
    client,
    "follow_ups",
    {
      id: "uuid",
      observation_id: "uuid",
      unit_id: "uuid",
      owner_id: "uuid",
      title: "text",
      due_on: "date",
      done_at: "timestamptz",
      outcome: "text",
      created_at: "timestamptz",
    },
    records.flatMap((record) =>
      record.followUps.map((followUp, at) => ({
        id: idOf(`${record.id}:follow-up:${at}`),
        observation_id: record.id,
        unit_id: record.unitId,
        owner_id: followUp.ownerId,
        title: followUp.title.slice(0, 200),
        due_on: followUp.dueOn,
        done_at: followUp.doneAt,
        outcome: followUp.outcome,
        created_at: record.firstSubmittedAt,
      })),
    ),
  );
}

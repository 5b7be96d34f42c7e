/** Writes the demo's claims with their revisions, cadre lines, sources and history. */
import type { ClientBase } from "pg";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import type { Claim, State } from "./achievements";

const at = (day: string, clock: string): string => `${day}T${clock}:00+08:00`;

export async function insertClaims(client: ClientBase, claims: Claim[]): Promise<void> {
  await insertRows(
    client,
    "achievements",
    {
      id: "uuid",
      claim: "text",
      unit_id: "uuid",
      level: "text",
      starts_on: "date",
      ends_on: "date",
      central_task_id: "uuid",
      indicator: "text",
      measure_unit: "text",
      baseline: "numeric",
      target: "numeric",
      actual: "numeric",
      state: "text",
      state_reason: "text",
      confidence: "text",
      drafted_by: "uuid",
      drafted_at: "timestamptz",
      confirmed_by: "uuid",
      confirmed_at: "timestamptz",
      updated_at: "timestamptz",
    },
    claims.map((claim) => ({
      id: claim.id,
      claim: claim.words.claim,
      unit_id: claim.unitId,
      level: claim.level,
      starts_on: claim.startsOn,
      ends_on: claim.endsOn,
      central_task_id: claim.taskId,
      indicator: claim.words.indicator,
      measure_unit: claim.words.unit,
      baseline: claim.words.baseline,
      target: claim.words.target,
      actual: claim.words.actual,
      state: claim.state,
      state_reason: claim.reason,
      confidence: claim.confirmer ? "HIGH" : null,
      drafted_by: claim.drafter,
      drafted_at: at(claim.draftedOn, "17:20"),
      confirmed_by: claim.confirmer,
      confirmed_at: claim.confirmer ? at(claim.decidedOn, "17:40") : null,
      updated_at: at(claim.decidedOn, "17:40"),
    })),
  );
  await insertRows(
    client,
    "achievement_revisions",
    {
      achievement_id: "uuid",
      revision_no: "int",
      author_id: "uuid",
      content: "jsonb",
      created_at: "timestamptz",
    },
    claims.map((claim) => ({
      achievement_id: claim.id,
      revision_no: 1,
      author_id: claim.drafter,
      content: JSON.stringify({
        ...claim.words,
        cadres: claim.cadres,
        startsOn: claim.startsOn,
        endsOn: claim.endsOn,
      }),
      created_at: at(claim.draftedOn, "17:20"),
    })),
  );
  await insertRows(
    client,
    "achievement_cadres",
    {
      achievement_id: "uuid",
      revision_no: "int",
      cadre_id: "uuid",
      position: "smallint",
      contribution: "text",
      part: "text",
    },
    claims.flatMap((claim) =>
      claim.cadres.map((line, position) => ({
        achievement_id: claim.id,
        revision_no: 1,
        cadre_id: line.cadreId,
        position,
        contribution: line.contribution,
        part: line.part,
      })),
    ),
  );
  await insertRows(
    client,
    "achievement_sources",
    {
      id: "uuid",
      achievement_id: "uuid",
      kind: "text",
      observation_id: "uuid",
      is_independent: "boolean",
      supports: "boolean",
      added_by: "uuid",
      added_at: "timestamptz",
    },
    claims.flatMap((claim) =>
      claim.sources.map((source) => ({
        id: idOf(`source:${claim.id}:${source.observationId}`),
        achievement_id: claim.id,
        kind: "document",
        observation_id: source.observationId,
        is_independent: true,
        supports: source.supports,
        added_by: claim.drafter,
        added_at: at(claim.draftedOn, "17:20"),
      })),
    ),
  );
  await insertRows(
    client,
    "achievement_events",
    {
      id: "uuid",
      achievement_id: "uuid",
      at: "timestamptz",
      actor_id: "uuid",
      from_state: "text",
      to_state: "text",
      reason: "text",
    },
    claims.flatMap((claim) => {
      const event = (
        no: number,
        day: string,
        actor: string | null,
        from: State | null,
        to: State,
        reason: string,
      ) => ({
        id: idOf(`event:${claim.id}:${no}`),
        achievement_id: claim.id,
        at: at(day, no === 1 ? "17:20" : "17:40"),
        actor_id: actor,
        from_state: from,
        to_state: to,
        reason,
      });
      const isOpen = claim.state === "LEAD" || claim.state === "WAITING";
      return [
        event(1, claim.draftedOn, claim.drafter, null, claim.state === "LEAD" ? "LEAD" : "WAITING", ""),
        ...(isOpen ? [] : [event(2, claim.decidedOn, claim.confirmer, "WAITING", claim.state, claim.reason)]),
      ];
    }),
  );
}

/** One unit's records in numbers: the same counts as the board, so that page and board never differ. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { lastRecord } from "../queries";
import { inOrder, type Month, monthsBetween } from "../rules";
import { type CoverageViewer, tallies } from "../tallies/queries";

export type UnitMethodCount = {
  id: string;
  name: string;
  nameEn: string;
  isSample: boolean;
  records: number;
};

export type OpenFollowUp = {
  id: string;
  observationId: string | null;
  /** where it is the viewer's to see */
  achievementId: string | null;
  caseId: string | null;
  title: string;
  dueOn: Day | null;
  ownerName: string;
};

export type UnitRecords = {
  from: Day;
  to: Day;
  months: { month: Month; records: number }[];
  methods: UnitMethodCount[];
  records: number;
  lastOn: Day | null;
  followUps: OpenFollowUp[];
};

type Stored = {
  byMonth: Record<string, number>;
  methods: UnitMethodCount[];
  lastOn: Day | null;
  followUps: OpenFollowUp[];
};

const FOLLOW_UPS_SHOWN = 20;

/** Months and methods of whole months, the last record, and what is still to be followed up; one round trip. */
export async function unitRecords(
  db: ScopedDb,
  viewer: CoverageViewer,
  unitId: string,
  range: { from: Day; to: Day },
  today: Day,
): Promise<UnitRecords> {
  // A unit outside an observer's own may still hold records they wrote: those are counted one by one.
  const isOwn = viewer.unitIds.includes(unitId);
  const isBoardReader = viewer.roles.includes("REVIEWER") || viewer.roles.includes("LEADER");
  const scope = isBoardReader || isOwn ? undefined : [unitId];
  const [stored] = await db.rows<Stored>(sql`
    with t as (
      select month, method_id, records from (${tallies(viewer, range.from, range.to, scope, unitId)}) counted
      where unit_id = ${unitId}::uuid
    )
    select
      (select coalesce(json_object_agg(month, records), '{}')
       from (select left(month::text, 7) as month, sum(records)::int as records from t group by 1) m) as "byMonth",
      (select coalesce(json_agg(json_build_object('id', m.id, 'name', v.name, 'nameEn', v.name_en, 'isSample', v.is_sample,
                'records', coalesce(n.records, 0)) order by m.position, m.id), '[]')
       from methods m
       join lateral (select name, name_en, is_sample from method_versions
                     where method_id = m.id and effective_from <= greatest(${today}::date, city_today())
                     order by (effective_from <= ${today}::date) desc, version_no desc limit 1) v on true
       left join (select method_id, sum(records)::int as records from t group by 1) n on n.method_id = m.id) as methods,
      (select city_day(started_at)::text from (${lastRecord(sql`${unitId}::uuid`, today)}) latest) as "lastOn",
      (select coalesce(json_agg(json_build_object('id', f.id, 'observationId', f.observation_id,
                'achievementId', f.claim_id, 'caseId', f.case_id, 'title', f.title,
                'dueOn', f.due_on::text, 'ownerName', f.owner_name) order by f.due_on nulls last, f.id), '[]')
       from (select f.*, w.name as owner_name, a.id as claim_id from follow_ups f left join users w on w.id = f.owner_id
             left join achievements a on a.id = f.achievement_id
             where f.unit_id = ${unitId}::uuid and f.done_at is null
             order by f.due_on nulls last, f.id limit ${FOLLOW_UPS_SHOWN}::int) f) as "followUps"`);
  const months = monthsBetween(range.from, range.to);
  const counts = inOrder(stored?.byMonth ?? {}, months);
  return {
    from: range.from,
    to: range.to,
    months: months.map((month, at) => ({ month, records: counts[at] ?? 0 })),
    methods: stored?.methods ?? [],
    records: counts.reduce((total, one) => total + one, 0),
    lastOn: stored?.lastOn ?? null,
    followUps: stored?.followUps ?? [],
  };
}

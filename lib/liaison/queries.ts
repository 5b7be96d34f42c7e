/** The plan of a unit under the viewer's rights: its liaison, whoever observes it today, and the department. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { MeetingKind, ProjectKind, ProjectState } from "./schema";

export type UnitMeeting = {
  id: string;
  title: string;
  kind: MeetingKind;
  place: string;
  startsAt: Date;
  isOpen: boolean;
  rowVersion: number;
};
export type UnitProject = {
  id: string;
  name: string;
  kind: ProjectKind;
  startsOn: Day;
  endsOn: Day | null;
  lead: string;
  state: ProjectState;
  rowVersion: number;
};

const meeting = sql`m.id, m.title, m.kind, m.place, m.starts_at as "startsAt", m.is_open as "isOpen", m.row_version as "rowVersion"`;

/** From that day on, the next first. */
export const listMeetings = (
  db: ScopedDb,
  unitId: string,
  from: Day,
  to: Day = "2199-12-31",
): Promise<UnitMeeting[]> =>
  db.rows<UnitMeeting>(sql`
    select ${meeting} from unit_meetings m
    where m.unit_id = ${unitId}::uuid and m.withdrawn_at is null and m.starts_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
      and m.starts_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    order by m.starts_at, m.id limit 500`);

/** What is over, the latest first. */
export const listPastMeetings = (db: ScopedDb, unitId: string, before: Day): Promise<UnitMeeting[]> =>
  db.rows<UnitMeeting>(sql`
    select ${meeting} from unit_meetings m
    where m.unit_id = ${unitId}::uuid and m.withdrawn_at is null and m.starts_at < ${before}::date::timestamp at time zone 'Asia/Shanghai'
    order by m.starts_at desc, m.id limit 50`);

/** Of several units at once: what a phone takes along. */
export const listMeetingsOf = (
  db: ScopedDb,
  unitIds: string[],
  from: Day,
  to: Day,
): Promise<(UnitMeeting & { unitId: string })[]> =>
  db.rows(sql`
    select m.unit_id as "unitId", ${meeting} from unit_meetings m
    where m.unit_id = any(${unitIds}::uuid[]) and m.withdrawn_at is null
      and m.starts_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai' and m.starts_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    order by m.starts_at, m.id limit 200`);

/** Under way first, then what is to come, then what is over. */
export const listProjects = (db: ScopedDb, unitId: string): Promise<UnitProject[]> =>
  db.rows<UnitProject>(sql`
    select id, name, kind, starts_on::text as "startsOn", ends_on::text as "endsOn", lead, state, row_version as "rowVersion"
    from unit_projects where unit_id = ${unitId}::uuid and withdrawn_at is null
    order by array_position(array['UNDERWAY', 'PLANNED', 'PAUSED', 'DONE'], state), starts_on desc, name limit 500`);

/** The box as its sender and its handlers see it. Of a withheld name nothing is there to be read. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { withheldMark } from "@/lib/platform/withheld";
import type { ComplaintFilter, ComplaintKind, ComplaintOutcome, ComplaintState } from "./schema";

type Base = {
  id: string;
  kind: ComplaintKind;
  body: string;
  aboutName: string | null;
  aboutUnitName: string | null;
  filedOn: Day;
  dueOn: Day;
  state: ComplaintState;
  outcome: ComplaintOutcome | null;
  answer: string | null;
  answeredOn: Day | null;
};
export type OwnComplaint = Base & { isNamed: boolean; isSeen: boolean };

const shown = sql`
  c.id, c.kind, c.body, a.name as "aboutName", u.short_name as "aboutUnitName", c.filed_on::text as "filedOn",
  c.due_on::text as "dueOn", c.state, c.outcome, c.answer, city_day(c.answered_at)::text as "answeredOn"`;

/** What the viewer sent, by name or not; the latest first. */
export const listOwnComplaints = (db: ScopedDb, viewerId: string): Promise<OwnComplaint[]> =>
  db.rows<OwnComplaint>(sql`
    select ${shown}, c."isNamed", c."isSeen" from (
      select id, kind, body, about_user_id, about_unit_id, filed_on, due_on, state, outcome, answer, answered_at,
             true as "isNamed", true as "isSeen"
      from complaints where sender_id = ${viewerId}::uuid
      union all
      select id, kind, body, about_user_id, about_unit_id, filed_on, due_on, state, outcome, answer, answered_at,
             false, is_seen
      from withheld_complaints(${withheldMark(viewerId)})) c
    left join users a on a.id = c.about_user_id left join units u on u.id = c.about_unit_id
    order by c.filed_on desc, c.due_on desc, c.id limit 100`);

/** Answers to what was sent without a name: no notice tells of them. */
export async function countUnseenAnswers(db: ScopedDb, viewerId: string): Promise<number> {
  const [found] = await db.rows<{ count: number }>(sql`
    select count(*)::int as count from withheld_complaints(${withheldMark(viewerId)})
    where state = 'ANSWERED' and not is_seen`);
  return found?.count ?? 0;
}

export type HandledComplaint = Base & {
  senderId: string | null;
  senderName: string | null;
  senderDepartment: string | null;
  answererName: string | null;
};

const handled = sql`
  ${shown}, c.sender_id as "senderId", s.name as "senderName", s.department as "senderDepartment", w.name as "answererName"
  from complaints c left join users a on a.id = c.about_user_id left join units u on u.id = c.about_unit_id
  left join users s on s.id = c.sender_id left join users w on w.id = c.answered_by`;

const PAGE_SIZE = 100;

/** For those who answer: what is due first stands first, and what was answered last. */
export const listComplaints = (
  db: ScopedDb,
  state: ComplaintFilter["state"],
  size = PAGE_SIZE,
): Promise<HandledComplaint[]> =>
  state === "open"
    ? db.rows<HandledComplaint>(
        sql`select ${handled} where c.state = 'RECEIVED' order by c.due_on, c.id limit ${size}::int`,
      )
    : db.rows<HandledComplaint>(
        sql`select ${handled} where c.state = 'ANSWERED' order by c.answered_at desc, c.id limit ${size}::int`,
      );

export async function findComplaint(db: ScopedDb, id: string): Promise<HandledComplaint | null> {
  const [found] = await db.rows<HandledComplaint>(sql`select ${handled} where c.id = ${id}::uuid`);
  return found ?? null;
}

/** Also of what was sent without a name: its sender does not answer it. */
export async function isOwnComplaint(db: ScopedDb, id: string, viewerId: string): Promise<boolean> {
  const [found] = await db.rows<{ own: boolean }>(sql`
    select exists (select 1 from withheld_complaints(${withheldMark(viewerId)}) where id = ${id}::uuid)
        or exists (select 1 from complaints where id = ${id}::uuid and sender_id = ${viewerId}::uuid) as own`);
  return found?.own ?? false;
}

export type OpenComplaints = { open: number; overdue: number };

export async function countOpenComplaints(db: ScopedDb): Promise<OpenComplaints> {
  const [found] = await db.rows<OpenComplaints>(sql`
    select count(*)::int as open, count(*) filter (where due_on < city_today())::int as overdue
    from complaints where state = 'RECEIVED'`);
  return found ?? { open: 0, overdue: 0 };
}

export type AboutChoices = {
  /** of a liaison or a cadre: the own unit stands for its observers */
  unit: { id: string; shortName: string } | null;
  observers: { id: string; name: string }[];
};

/** Whom a complaint may name: the department names an observer, others the observers of their unit. */
export async function listAboutChoices(db: ScopedDb, viewerId: string): Promise<AboutChoices> {
  const [unit] = await db.rows<{ id: string; shortName: string }>(
    sql`select id, short_name as "shortName" from units where id = complaint_unit()`,
  );
  const observers = await db.rows<{ id: string; name: string }>(sql`
    select p.id, p.name from users p join user_roles r on r.user_id = p.id and r.role = 'OBSERVER'
    where p.is_active and p.id <> ${viewerId}::uuid and viewer_is_department() order by p.name, p.id`);
  return { unit: unit ?? null, observers };
}

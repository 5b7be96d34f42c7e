/** A case of three units with a contact each, an observer of the lead, and a meeting about it in the state that is asked for. */
import { randomUUID } from "node:crypto";
import { conveneMeeting, holdMeeting } from "@/lib/meetings/commands";
import { addDecision, addWitness, writeMinutes } from "@/lib/meetings/minutes/commands";
import { getMeeting, type MeetingPage } from "@/lib/meetings/queries";
import type { MeetingState } from "@/lib/meetings/schema";
import { askSigning, signMinutes } from "@/lib/meetings/signing/commands";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { createPerson, createUnit, daysAgo, type Person, type TestUnit } from "./builders";
import { owner } from "./owner";

export type TestTable = {
  caseId: string;
  units: TestUnit[];
  /** in the order of the units */
  contacts: Person[];
  observer: Person;
};

export async function createTable(over: { lead?: TestUnit } = {}): Promise<TestTable> {
  const units = [over.lead ?? (await createUnit()), await createUnit(), await createUnit()];
  const contacts = [];
  for (const unit of units) contacts.push(await createPerson("LIAISON", { unitId: unit.id }));
  const observer = await createPerson("OBSERVER", { units: units.slice(0, 1) });
  const caseId = randomUUID();
  const [lead] = units;
  await owner().query(
    "insert into cases (id, title, demand, unit_id, tier, raised_by) values ($1, '临时堆场用地', '请协调临时堆场的用地和平整', $2, 'UNIT_LED', $3)",
    [caseId, lead?.id, observer.id],
  );
  for (const [at, unit] of units.slice(1).entries()) {
    await owner().query(
      "insert into case_parties (case_id, unit_id, contact_id, added_by) values ($1, $2, $3, $4)",
      [caseId, unit.id, contacts[at + 1]?.id, observer.id],
    );
  }
  return { caseId, units, contacts, observer };
}

export type TestMeeting = TestTable & { id: string };

/** What the reader of a meeting is, as enter() would tell it. */
export const viewerOf = async (person: { id: string }): Promise<Viewer> => {
  const { rows } = await owner().query<Viewer>(
    `select u.id, u.account, u.name, u.department, u.clearance, u.unit_id as "ownUnitId", u.cadre_id as "cadreId", u.locale,
       array(select role from user_roles r where r.user_id = u.id) as roles,
       array(select unit_id from assignments a where a.observer_id = u.id and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')) as "unitIds"
     from users u where u.id = $1`,
    [person.id],
  );
  if (!rows[0]) throw new Error("no such person");
  return rows[0];
};
export const readMeeting = async (person: { id: string }, id: string): Promise<MeetingPage> => {
  const viewer = await viewerOf(person);
  return read(person, (db) => getMeeting(db, viewer, id));
};
export const versionOf = async (
  id: string,
): Promise<{ rowVersion: number; minutesVersion: number; state: MeetingState }> =>
  (
    await owner().query(
      `select row_version as "rowVersion", minutes_version as "minutesVersion", state from coordination_meetings where id = $1`,
      [id],
    )
  ).rows[0];

export const invitation = (table: TestTable) => ({
  id: randomUUID(),
  caseId: table.caseId,
  title: "临时堆场协调会",
  day: daysAgo(1),
  from: "09:30",
  until: "11:30",
  place: "三楼会议室",
  agenda: "选址\n审批与平整并行的条件",
  unitIds: table.units.map(({ id }) => id),
});
export const decisionOf = ({ id, units }: TestMeeting, rowVersion: number) => ({
  id: randomUUID(),
  meetingId: id,
  rowVersion,
  text: "设临时堆场，审批与平整并行",
  conditions: "不硬化\n不建固定设施",
  ownerUnitId: units[0]?.id,
  owner: "副镇长",
  dueOn: daysAgo(-20),
});
export const minutesOf = ({ id, units }: TestMeeting, rowVersion: number, position = "同意") => ({
  id,
  rowVersion,
  chair: "副镇长",
  parties: units.map((unit) => ({ unitId: unit.id, isPresent: true, attendees: "两人", position })),
});
export const witnessOf = ({ id, observer }: TestMeeting, rowVersion: number) => ({
  id: randomUUID(),
  meetingId: id,
  rowVersion,
  observerId: observer.id,
  from: "09:30",
  until: "11:30",
  note: "各方当面说清，程序没有绕开",
});

async function must(outcome: Promise<{ ok: boolean }>): Promise<void> {
  const result = await outcome;
  if (!result.ok) throw new Error(JSON.stringify(result));
}

export async function createMeeting(
  state: "CONVENED" | "HELD" | "SIGNING" | "SIGNED" = "CONVENED",
  table?: TestTable,
): Promise<TestMeeting> {
  const at = table ?? (await createTable());
  const given = invitation(at);
  const meeting = { ...at, id: given.id };
  const { observer, id } = meeting;
  const version = async () => (await versionOf(id)).rowVersion;
  await must(conveneMeeting(observer, given));
  if (state === "CONVENED") return meeting;
  await must(holdMeeting(observer, { id, rowVersion: await version() }));
  if (state === "HELD") return meeting;
  await must(writeMinutes(observer, minutesOf(meeting, await version())));
  await must(addDecision(observer, decisionOf(meeting, await version())));
  await must(addWitness(observer, witnessOf(meeting, await version())));
  await must(askSigning(observer, { id, rowVersion: await version() }));
  if (state === "SIGNING") return meeting;
  for (const contact of meeting.contacts) await must(signMinutes(contact, { id, minutesVersion: 1 }));
  return meeting;
}

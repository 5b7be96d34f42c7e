/**
 * 协调会 of the demo: step 4 of the story, signed by its three units, and a few in every other state. They sit on cases
 * that are there; a world without cases has none.
 */
import type { ClientBase } from "pg";
import { addDays, momentOf, nextWorkingDay } from "../support/days";
import { idOf } from "../support/random";
import { STORY_CASE } from "./cases";
import { STORY_CADRES, storyIds } from "./story";
import { MEETING_PLANS, type MeetingPlan, type Party, STORY_MEETING } from "./texts/meetings";
import { userId } from "./users";
import type { World } from "./world";

const STORY_COORDINATION = idOf("story:coordination");

type Case = { id: string; title: string; raised_on: string; units: { id: string; code: string }[] };

export async function loadMeetings(client: ClientBase, world: World): Promise<void> {
  const { rows: cases } = await client.query<Case>(
    `select c.id, c.title, city_day(c.raised_at)::text as raised_on,
       (select json_agg(json_build_object('id', u.id, 'code', u.code) order by not p.is_lead, u.position)
        from case_parties p join units u on u.id = p.unit_id where p.case_id = c.id) as units
     from cases c where (c.state = 'OPEN' or c.id = $1) and (select count(*) from case_parties p where p.case_id = c.id) > 1
     -- those whose units have contacts first: they ask and sign
     order by (select count(*) from case_parties p where p.case_id = c.id and exists (
                 select 1 from users u join user_roles r on r.user_id = u.id and r.role = 'LIAISON' where u.unit_id = p.unit_id)) desc,
       c.tier = 'JOINT_MEETING' desc, c.raised_at, c.id`,
    [STORY_CASE],
  );
  const story = cases.find(({ id }) => id === STORY_CASE);
  if (story) await loadStory(client, world, story);
  const open = cases.filter(({ id }) => id !== STORY_CASE);
  for (const [at, plan] of MEETING_PLANS.entries()) {
    const of = open[at % Math.max(1, open.length)];
    if (of) await load(client, world.today, plan, of);
  }
  // asked for before there is a case
  await client.query(
    `insert into coordination_meetings (id, unit_id, title, why, state, state_at, requested_by)
     values ($1, $2, '园区内涝整治协调会', '雨季前要清三处堵点，分属三家单位，电话说了几次没有定下来。', 'REQUESTED', $3, $4)`,
    [
      idOf("meeting:without-case"),
      idOf("unit:ZJ14"),
      momentOf(addDays(world.today, -2), 15 * 60),
      userId("liaison"),
    ],
  );
}

async function loadStory(client: ClientBase, world: World, of: Case): Promise<void> {
  const day = nextWorkingDay(addDays(world.today, -138));
  const nameOf = (id: string) => world.cadreById.get(id)?.name ?? "";
  const people: Record<string, string> = {
    ZJ14: `副镇长${nameOf(STORY_CADRES.townDeputy)}、副书记${nameOf(STORY_CADRES.townSecretary)}`,
    ZF12: `副局长${nameOf(STORY_CADRES.construction)}`,
    ZF11: `科长${nameOf(STORY_CADRES.landUse)}`,
  };
  const plan: MeetingPlan = {
    ...STORY_MEETING,
    chair: `副镇长${nameOf(STORY_CADRES.townDeputy)}`,
    parties: STORY_MEETING.parties.map((party) => ({ ...party, attendees: people[party.code ?? ""] ?? "" })),
  };
  await load(client, world.today, plan, of, {
    id: STORY_COORDINATION,
    day,
    keeper: userId("observer"),
    record: storyIds.meeting,
  });
  // what was decided has been done since
  await client.query(
    `update follow_ups f set done_at = $2, outcome = '已办结，见事项成果'
     from meeting_decisions d where d.follow_up_id = f.id and d.meeting_id = $1`,
    [STORY_COORDINATION, momentOf(addDays(day, 60), 17 * 60)],
  );
}

type Fixed = { id: string; day: string; keeper: string; record: string };

async function load(
  client: ClientBase,
  today: string,
  plan: MeetingPlan,
  of: Case,
  fixed?: Fixed,
): Promise<void> {
  const id = fixed?.id ?? idOf(`meeting:${plan.key}`);
  const day = fixed?.day ?? nextWorkingDay(addDays(today, plan.in));
  const at = (days: number, minutes: number) => momentOf(addDays(day, days), minutes);
  const keeper = fixed?.keeper ?? (await observerOf(client, of, day));
  const units = of.units.map((unit, index) => ({ ...unit, said: partyOf(plan, unit.code, index) }));
  if (plan.asked) {
    const asking = await askerOf(client, of);
    // units without a contact ask for nothing
    if (!asking) return;
    await client.query(
      `insert into coordination_meetings (id, case_id, unit_id, title, why, state, state_at, requested_by)
       values ($1, $2, $3, $4, $5, 'REQUESTED', $6, $7)`,
      [
        id,
        of.id,
        asking.unitId,
        plan.title ?? `${of.title}协调会`,
        plan.asked,
        momentOf(addDays(today, -5), 600),
        asking.contact,
      ],
    );
    if (plan.state === "DECLINED")
      await step(client, id, "DECLINED", momentOf(addDays(today, -4), 660), plan.reason);
    return;
  }
  await client.query(
    `insert into coordination_meetings (id, case_id, unit_id, title, starts_at, ends_at, place, agenda, state, state_at, convened_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'CONVENED', $9, $10)`,
    [
      id,
      of.id,
      of.units[0]?.id,
      plan.title ?? `${of.title}协调会`,
      at(0, plan.at[0]),
      at(0, plan.at[1]),
      plan.place,
      plan.agenda,
      // told some days ahead, and never later than today
      momentOf(addDays(day < today ? day : today, -3), 10 * 60),
      keeper,
    ],
  );
  for (const unit of units)
    await client.query("insert into meeting_parties (meeting_id, unit_id) values ($1, $2)", [id, unit.id]);
  if (plan.state === "CANCELLED")
    return step(client, id, "CANCELLED", momentOf(addDays(today, -1), 540), plan.reason);
  if (plan.state === "CONVENED") return;

  await step(client, id, "HELD", at(0, plan.at[1] + 30));
  await client.query("update coordination_meetings set chair = $2 where id = $1", [id, plan.chair]);
  for (const { id: unitId, said } of units) {
    await client.query(
      "update meeting_parties set is_present = true, attendees = $3, position = $4 where meeting_id = $1 and unit_id = $2",
      [id, unitId, said.attendees, said.position],
    );
  }
  for (const [index, decision] of plan.decisions.entries()) {
    const owner =
      typeof decision.owner === "number"
        ? units[decision.owner % units.length]
        : units.find(({ code }) => code === decision.owner);
    await client.query(
      `insert into meeting_decisions (id, meeting_id, text, conditions, owner_unit_id, owner, due_on, added_by, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        idOf(`${id}:decision:${index}`),
        id,
        decision.text,
        decision.conditions ?? [],
        owner?.id,
        decision.by ?? "",
        decision.within ? addDays(day, decision.within) : null,
        keeper,
        at(0, plan.at[1] + 60 + index),
      ],
    );
  }
  const witness = idOf(`${id}:witness`);
  await client.query(
    `insert into meeting_witnesses (id, meeting_id, observer_id, witnessed_from, witnessed_to, added_by, added_at)
     values ($1, $2, $3, $4, $5, $3, $6)`,
    [witness, id, keeper, at(0, plan.at[0]), at(0, plan.at[1]), at(0, plan.at[1] + 90)],
  );
  await client.query(
    "insert into meeting_witness_notes (witness_id, note, observation_id, added_by, added_at) values ($1, $2, $3, $4, $5)",
    [witness, plan.witnessed, fixed?.record ?? null, keeper, at(0, plan.at[1] + 90)],
  );
  if (plan.state === "HELD") return;
  await step(client, id, "SIGNING", at(1, 9 * 60));
  const signing = plan.state === "SIGNED" ? units : units.slice(0, 1);
  for (const [index, { id: unitId }] of signing.entries()) {
    const contact = await contactOf(client, unitId);
    if (!contact) continue;
    await client.query(
      `insert into meeting_signatures (meeting_id, unit_id, minutes_version, verdict, signed_by, signed_at)
       values ($1, $2, 1, 'SIGNED', $3, $4)`,
      [id, unitId, contact, at(1 + index, 10 * 60 + 20 * index)],
    );
  }
}

const step = (client: ClientBase, id: string, state: string, at: string, reason = "") =>
  client
    .query("update coordination_meetings set state = $2, state_at = $3, state_reason = $4 where id = $1", [
      id,
      state,
      at,
      reason,
    ])
    .then(() => undefined);

const partyOf = (plan: MeetingPlan, code: string, at: number): Party =>
  plan.parties.find((party) => party.code === code) ??
  plan.parties[at % plan.parties.length] ?? { attendees: "", position: "同意" };

async function observerOf(client: ClientBase, of: Case, day: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `select a.observer_id as id from assignments a join case_parties p on p.unit_id = a.unit_id and p.case_id = $1
     where $2::date between a.starts_on and coalesce(a.ends_on, 'infinity') order by not p.is_lead, a.observer_id limit 1`,
    [of.id, day],
  );
  if (!rows[0]) throw new Error(`nobody observes a party of ${of.title} on ${day}`);
  return rows[0].id;
}

async function askerOf(
  client: ClientBase,
  of: Case,
): Promise<{ unitId: string; contact: string } | undefined> {
  for (const { id } of of.units) {
    const contact = await contactOf(client, id);
    if (contact) return { unitId: id, contact };
  }
  return undefined;
}

async function contactOf(client: ClientBase, unitId: string): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `select u.id from users u join user_roles r on r.user_id = u.id and r.role = 'LIAISON'
     where u.unit_id = $1 and u.is_active order by u.account limit 1`,
    [unitId],
  );
  return rows[0]?.id;
}

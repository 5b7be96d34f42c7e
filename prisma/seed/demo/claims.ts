/**
 * What became of some of the demo's claims: merged, split, fallen back by a withdrawal, a correction or a contradiction,
 * and asked about. Written as it stands today with the days of then, so the triggers that would say "now" rest meanwhile.
 */
import type { ClientBase } from "pg";
import { addDays, nextWorkingDay } from "../support/days";
import { idOf } from "../support/random";
import { STORY_ACHIEVEMENT } from "./story";
import { userId } from "./users";

const at = (day: string, clock = "10:30"): string => `${day}T${clock}:00+08:00`;

type Chosen = {
  id: string;
  unitId: string;
  claim: string;
  drafter: string;
  reviewer: string;
  source: string;
};

/** Some claims of that state, always the same ones; none is chosen twice. */
async function choose(
  client: ClientBase,
  taken: Set<string>,
  state: string,
  count: number,
  before: string,
  wanted = "true",
): Promise<Chosen[]> {
  const { rows } = await client.query<Chosen>(
    `select a.id, a.unit_id as "unitId", a.claim, a.drafted_by as drafter,
       coalesce(a.confirmed_by, (select r.user_id from user_roles r join users p on p.id = r.user_id
                                 where r.role = 'REVIEWER' and r.user_id <> a.drafted_by order by p.account limit 1)) as reviewer,
       (select s.id from achievement_sources s where s.achievement_id = a.id order by s.id limit 1) as source
     from achievements a
     where a.state = $1 and a.updated_at < $5 and a.id <> $2 and a.id <> all ($3::uuid[])
       and exists (select 1 from achievement_sources s where s.achievement_id = a.id) and ${wanted}
     order by md5(a.id::text) limit $4`,
    [state, STORY_ACHIEVEMENT, [...taken], count, before],
  );
  for (const row of rows) taken.add(row.id);
  return rows;
}

export async function loadClaimHistories(client: ClientBase, today: string): Promise<void> {
  await client.query("set constraints all immediate; set constraints all deferred");
  await client.query("alter table achievements disable trigger keep_rules");
  await client.query("alter table achievements disable trigger begin_history");
  await client.query("alter table achievement_sources disable trigger change");
  const taken = new Set<string>();
  const old = at(addDays(today, -19));
  // these are rare, so they are taken first
  const corrected = `exists (select 1 from achievement_sources s join observations o on o.id = s.observation_id
    where s.achievement_id = a.id and o.revision_no > 1)`;
  for (const claim of await choose(client, taken, "CORROBORATED", 2, old, corrected))
    await correct(client, claim, today);
  for (const claim of await choose(client, taken, "CORROBORATED", 2, old)) await merge(client, claim, today);
  for (const claim of await choose(client, taken, "WAITING", 2, old)) await split(client, claim, today);
  for (const claim of await choose(client, taken, "CORROBORATED", 1, old))
    await mergeAndUndo(client, claim, today);
  for (const claim of await choose(client, taken, "CORROBORATED", 3, old))
    await withdraw(client, claim, today);
  for (const claim of await choose(client, taken, "CORROBORATED", 2, old))
    await contradict(client, claim, today);
  await request(client, today);
  await client.query("set constraints all immediate; set constraints all deferred");
  await client.query("alter table achievement_sources enable trigger change");
  await client.query("alter table achievements enable trigger begin_history");
  await client.query("alter table achievements enable trigger keep_rules");
}

const event = (
  client: ClientBase,
  id: string,
  on: string,
  actor: string | null,
  [from, to]: [string | null, string],
  reason = "",
  source: string | null = null,
) =>
  client.query(
    `insert into achievement_events (id, achievement_id, at, actor_id, from_state, to_state, reason, source_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [idOf(`event:${id}:${to}:${on}`), id, on, actor, from, to, reason, source],
  );

/** A claim of the same people as another, in other words. */
async function copy(
  client: ClientBase,
  from: Chosen,
  {
    id,
    words,
    on,
    state,
    splitFrom,
  }: { id: string; words: string; on: string; state: string; splitFrom?: string },
): Promise<void> {
  await client.query(
    `insert into achievements (id, claim, unit_id, level, starts_on, ends_on, central_task_id, state, drafted_by, drafted_at,
       updated_at, split_from)
     select $2, $3, unit_id, level, starts_on, ends_on, central_task_id, $4, $5, $6, $6, $7 from achievements where id = $1`,
    [from.id, id, words, state, splitFrom ? from.reviewer : from.drafter, on, splitFrom ?? null],
  );
  await client.query(
    `insert into achievement_revisions (achievement_id, revision_no, author_id, content, created_at)
     select a.id, 1, a.drafted_by, jsonb_build_object('claim', a.claim, 'startsOn', a.starts_on, 'endsOn', a.ends_on), a.drafted_at
     from achievements a where a.id = $1`,
    [id],
  );
  await client.query(
    `insert into achievement_cadres (achievement_id, revision_no, cadre_id, position, contribution, part)
     select $2, 1, l.cadre_id, l.position, l.contribution, l.part
     from achievement_cadres l join achievements a on a.id = l.achievement_id and a.revision_no = l.revision_no where a.id = $1`,
    [from.id, id],
  );
}

const move = (client: ClientBase, source: string, to: string, on: string) =>
  client.query(
    `insert into achievement_sources (id, achievement_id, kind, observation_id, document_title, document_number, document_on,
       issuer_unit_id, is_independent, supports, note, added_by, added_at, moved_from)
     select $3, $2, kind, observation_id, document_title, document_number, document_on, issuer_unit_id, is_independent, supports,
       note, added_by, $4, id from achievement_sources where id = $1`,
    [source, to, idOf(`moved:${source}:${to}`), on],
  );

const paper = (client: ClientBase, id: string, to: Chosen, title: string, supports: boolean, on: string) =>
  client.query(
    `insert into achievement_sources (id, achievement_id, kind, document_title, document_on, is_independent, supports, added_by,
       added_at) values ($1, $2, 'data', $3, ($4::timestamptz)::date, true, $5, $6, $4::timestamptz)`,
    [id, to.id, title, on, supports, to.drafter],
  );

/** Drafted twice: the second went into the first with its paper. */
async function merge(client: ClientBase, target: Chosen, today: string): Promise<void> {
  const id = idOf(`merged:${target.id}`);
  const [drafted, merged] = [at(addDays(today, -18)), at(addDays(today, -12))];
  await copy(client, target, { id, words: `${target.claim}（专班另报）`, on: drafted, state: "WAITING" });
  await event(client, id, drafted, target.drafter, [null, "WAITING"]);
  const source = idOf(`paper:${id}`);
  await paper(client, source, { ...target, id }, "月度统计数据", true, drafted);
  await client.query(
    `update achievements set state = 'MERGED', merged_into = $2, state_reason = $3, updated_at = $4,
       merged_into_revision = (select revision_no from achievements where id = $2) where id = $1`,
    [id, target.id, "与已印证的一条是同一件事，来源并入。", merged],
  );
  await event(
    client,
    id,
    merged,
    target.reviewer,
    ["WAITING", "MERGED"],
    "与已印证的一条是同一件事，来源并入。",
  );
  await move(client, source, target.id, merged);
}

/** Taken for the same and merged, then told apart again: it stands as it was, and what went along came back. */
async function mergeAndUndo(client: ClientBase, target: Chosen, today: string): Promise<void> {
  const id = idOf(`undone:${target.id}`);
  const [drafted, merged, undone] = [-16, -11, -7].map((ago) => at(addDays(today, ago))) as [
    string,
    string,
    string,
  ];
  const reason = "核对后是前后两个阶段的事，分开印证。";
  await copy(client, target, { id, words: `${target.claim}（二期）`, on: drafted, state: "WAITING" });
  await event(client, id, drafted, target.drafter, [null, "WAITING"]);
  const source = idOf(`paper:${id}`);
  await paper(client, source, { ...target, id }, "二期进度表", true, drafted);
  await event(client, id, merged, target.reviewer, ["WAITING", "MERGED"], "看起来是同一件事。");
  await move(client, source, target.id, merged);
  await client.query(
    "update achievement_sources set withdrawn_at = $2, withdrawn_by = $3, withdraw_reason = '@undone' where id = $1",
    [idOf(`moved:${source}:${target.id}`), undone, target.reviewer],
  );
  await event(client, id, undone, target.reviewer, ["MERGED", "WAITING"], reason);
  await client.query("update achievements set state_reason = $2, updated_at = $3 where id = $1", [
    id,
    reason,
    undone,
  ]);
}

/** Two results in one sentence. */
async function split(client: ClientBase, whole: Chosen, today: string): Promise<void> {
  const on = at(addDays(today, -9));
  const reason = "一条里写了两件事，分别印证。";
  const { rows } = await client.query<{ id: string }>(
    "select id from achievement_sources where achievement_id = $1 order by id",
    [whole.id],
  );
  await client.query(
    "update achievements set state = 'SPLIT', state_reason = $2, updated_at = $3 where id = $1",
    [whole.id, reason, on],
  );
  await event(client, whole.id, on, whole.reviewer, ["WAITING", "SPLIT"], reason);
  const parts = [whole.claim, "建立逐项台账，按月向群众公示进度"];
  for (const [n, words] of parts.entries()) {
    const id = idOf(`part:${whole.id}:${n}`);
    await copy(client, whole, { id, words, on, state: "WAITING", splitFrom: whole.id });
    await event(client, id, on, whole.reviewer, [null, "WAITING"]);
    for (const source of n === 0 ? rows : rows.slice(0, 1)) await move(client, source.id, id, on);
  }
}

const fall = async (
  client: ClientBase,
  claim: Chosen,
  on: string,
  actor: string,
  reason: string,
  source: string,
) => {
  await client.query(
    `update achievements set state = 'WAITING', state_reason = $2, confirmed_by = null, confirmed_at = null, confidence = null,
       updated_at = $3 where id = $1`,
    [claim.id, reason, on],
  );
  await event(client, claim.id, on, actor, ["CORROBORATED", "WAITING"], reason, source);
};

async function withdraw(client: ClientBase, claim: Chosen, today: string): Promise<void> {
  const on = at(addDays(today, -3), "15:20");
  await client.query(
    "update achievement_sources set withdrawn_at = $2, withdrawn_by = $3, withdraw_reason = $4 where id = $1",
    [claim.source, on, claim.reviewer, "记录的数字与台账不符，待核实。"],
  );
  await fall(client, claim, on, claim.reviewer, "@withdrawn", claim.source);
}

async function contradict(client: ClientBase, claim: Chosen, today: string): Promise<void> {
  const on = at(addDays(today, -6), "09:10");
  const source = idOf(`contradicts:${claim.id}`);
  await paper(client, source, claim, "统计核查数据", false, on);
  await fall(client, claim, on, claim.drafter, "@contradicted", source);
}

/** Read as it was before its correction. */
async function correct(client: ClientBase, claim: Chosen, today: string): Promise<void> {
  const on = at(addDays(today, -5), "16:40");
  const { rows } = await client.query<{ id: string; observer: string }>(
    `update achievement_sources s set observation_revision = o.revision_no - 1
     from observations o where o.id = s.observation_id and o.revision_no > 1 and s.achievement_id = $1
     returning s.id, o.observer_id as observer`,
    [claim.id],
  );
  const [source] = rows;
  if (source) await fall(client, claim, on, source.observer, "@corrected", source.id);
}

/** Asked of the unit's observers of today: some answered in words or by a record, some to come, some overdue. */
async function request(client: ClientBase, today: string): Promise<void> {
  const reviewer = userId("reviewer");
  const { rows } = await client.query<{
    id: string;
    unitId: string;
    claim: string;
    owner: string;
    answer: string | null;
  }>(
    `select a.id, a.unit_id as "unitId", a.claim, s.observer_id as owner,
       (select o.id from observations o where o.unit_id = a.unit_id and o.observer_id = s.observer_id and o.state = 'ACCEPTED'
          and o.confidentiality = 1 and o.polarity <> 'ATTENTION' order by o.started_at desc, o.id limit 1) as answer
     from achievements a
     join lateral (select s.observer_id from assignments s join users p on p.id = s.observer_id and p.is_active
                   where s.unit_id = a.unit_id and $1::date between s.starts_on and coalesce(s.ends_on, 'infinity')
                     and s.observer_id <> $2
                   order by s.starts_on, s.observer_id limit 1) s on true
     where a.state in ('WAITING', 'DOUBTFUL') order by (s.observer_id = $3) desc, md5(a.id::text) limit 16`,
    [today, reviewer, userId("observer")],
  );
  for (const [n, one] of rows.entries()) {
    const way = (["open", "overdue", "answered", "recorded"] as const)[n % 4];
    const asked = addDays(today, way === "open" ? -2 : -12);
    const done =
      way === "answered" || (way === "recorded" && one.answer) ? at(addDays(today, -4), "17:05") : null;
    await client.query(
      `insert into follow_ups (id, achievement_id, unit_id, owner_id, title, due_on, asked_by, created_at, done_at, closed_by, outcome,
         answer_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        idOf(`request:${one.id}`),
        one.id,
        one.unitId,
        one.owner,
        `请补一个来源，由您本人到现场了解：${one.claim}`.slice(0, 200),
        nextWorkingDay(addDays(asked, 7)),
        reviewer,
        at(asked),
        done,
        done ? one.owner : null,
        done && way === "answered" ? "到现场看过，与表述一致；当事企业愿意另外出具材料。" : "",
        done && way === "recorded" ? one.answer : null,
      ],
    );
  }
}

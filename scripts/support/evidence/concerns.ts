/** 需关注 and 更正申请, recounted apart from the database's own functions. */
import { type ConcernSourceFacts, missingSources, TRANSITIONS } from "@/lib/concerns/rules";
import { TRANSITIONS as REQUEST_TRANSITIONS } from "@/lib/corrections/rules";
import { bySql, type Check, SHOWN } from "./check";
import { differing, drawPeople } from "./sight";

const supported: Check = {
  rule: 11,
  title: "a concern that is decided has two sources of different kinds",
  broken: async ({ owner }) => {
    const { rows } = await owner.query<{ id: string; sources: ConcernSourceFacts[] }>(`
      select c.id, coalesce(json_agg(json_build_object('kind', s.kind, 'origin', s.origin,
               'isWithdrawn', s.withdrawn_at is not null,
               'isCurrent', s.observation_id is null
                 or (o.state in ('ACCEPTED', 'ARCHIVED') and o.revision_no = s.observation_revision)))
             filter (where s.id is not null), '[]') as sources
      from concerns c left join concern_sources s on s.concern_id = c.id left join observations o on o.id = s.observation_id
      where c.state in ('WATCHING', 'REMINDED') group by c.id`);
    return rows
      .filter(({ sources }) => missingSources(sources) !== null)
      .map(({ id }) => id)
      .slice(0, SHOWN);
  },
};

const waysOf = (table: Record<string, readonly string[]>): string =>
  Object.entries(table)
    .flatMap(([from, to]) => to.map((state) => `('${from}', '${state}')`))
    .join(", ");
/** The history goes only ways that the state may go, and ends where it stands. */
const historyOf = (title: string, events: string, of: string, parents: string, ways: string): Check =>
  bySql(
    6,
    title,
    `select ${of}::text as found from (
       select e.*, lag(to_state) over w as before, row_number() over w as position, lead(to_state) over w as next
       from ${events} e window w as (partition by ${of} order by at, (from_state is null) desc)) e
     join ${parents} p on p.id = e.${of}
     where (position = 1 and from_state is not null) or (position > 1 and from_state is distinct from before)
        or (from_state is not null and (from_state, to_state) not in (${ways}))
        or (next is null and to_state <> p.state)
     union all select id::text from ${parents} p where not exists (select 1 from ${events} e where e.${of} = p.id)`,
  );

/** Of each cadre of a remark; `unswept`: ended, and the sweep has not come by yet. */
const standsFor = (unswept: string): string => `
  exists (select 1 from concern_sources s join concerns c on c.id = s.concern_id
          where s.observation_id = o.id and s.observation_revision = o.revision_no and s.withdrawn_at is null
            and c.cadre_id = l.cadre_id and c.state in ('WATCHING', 'REMINDED') and (c.expires_on >= city_today()${unswept}))`;
const lineWithout = (unswept = ""): string => `
  exists (select 1 from observation_cadres l where l.observation_id = o.id and l.revision_no = o.revision_no
          and not ${standsFor(unswept)})`;

export const concernChecks: Check[] = [
  supported,
  bySql(
    5,
    "a remark is taken for corroborated just while each of its cadres has a concern that stands on it",
    `select o.id::text as found from observations o where o.is_corroborated
       and (o.polarity <> 'ATTENTION' or o.state not in ('ACCEPTED', 'ARCHIVED') or ${lineWithout(" or not c.is_lapsed")})
     union all
     select o.id::text from observations o where not o.is_corroborated and o.polarity = 'ATTENTION'
       and o.state in ('ACCEPTED', 'ARCHIVED') and not ${lineWithout()}
       and exists (select 1 from observation_cadres l where l.observation_id = o.id and l.revision_no = o.revision_no)`,
  ),
  bySql(
    11,
    "a concern is decided by a person who neither opened it nor recorded a source, and what stands in files ends",
    `select c.id::text as found from concerns c where c.state <> 'OPEN' and (c.decided_by is null or c.decided_by = c.opened_by
       or (c.state <> 'DISMISSED' and c.expires_on is null)
       or exists (select 1 from concern_sources s left join observations o on o.id = s.observation_id
                  where s.concern_id = c.id and s.withdrawn_at is null
                    and (c.decided_by in (o.observer_id, o.second_observer_id)
                         or (s.observation_id is null and s.added_by = c.decided_by))))`,
  ),
  bySql(
    5,
    "a concern is as confidential as its most confidential source",
    `select c.id::text as found from concerns c join concern_sources s on s.concern_id = c.id
       join observations o on o.id = s.observation_id and o.revision_no = s.observation_revision
     where o.confidentiality > c.confidentiality`,
  ),
  historyOf(
    "a concern's history goes only ways that its state may go, and ends where it stands",
    "concern_events",
    "concern_id",
    "concerns",
    waysOf(TRANSITIONS),
  ),
  historyOf(
    "a correction request's history goes only ways that its state may go, and ends where it stands",
    "correction_events",
    "request_id",
    "correction_requests",
    waysOf(REQUEST_TRANSITIONS),
  ),
  bySql(
    6,
    "a correction request is the cadre's own, and is answered by somebody who had no part in the result",
    `select r.id::text as found from correction_requests r left join achievements a on a.id = r.achievement_id
     where r.answered_by in (a.drafted_by, a.confirmed_by) or r.answered_by = r.asked_by
        or r.due_on < city_day(r.asked_at)
        or (r.achievement_id is not null and not exists (select 1 from achievement_cadres l
              where l.achievement_id = r.achievement_id and l.cadre_id = r.cadre_id))`,
  ),
  bySql(
    6,
    "a file of a correction request is the one that its cadre announced, and came before the answer",
    `select a.id::text as found from correction_requests r join attachments a on a.entry_id = r.id
     left join correction_files f on f.id = a.id and f.request_id = r.id
     where f.id is null or a.owner_id <> r.asked_by or a.upload_sha256 <> f.sha256 or a.created_at > r.answered_at`,
  ),
  {
    rule: 7,
    title: "a cadre opens the files of their own requests, and no other",
    broken: async (asked) => {
      const broken: string[] = [];
      for (const person of await drawPeople(asked, ["CADRE"])) {
        if (person.roles.length > 1) continue;
        const { rows: expected } = await asked.owner.query<{ id: string }>(
          "select a.id from attachments a join correction_requests r on r.id = a.entry_id where r.asked_by = $1",
          [person.id],
        );
        const seen = await asked.as(person, async (client) => ({
          files: (await client.query<{ id: string }>("select id from attachments")).rows,
          loose: (
            await client.query<{ id: string }>(
              "select id from correction_files where request_id not in (select id from correction_requests where asked_by = viewer_id())",
            )
          ).rows,
        }));
        const wrong = differing(
          seen.files.map(({ id }) => id),
          expected.map(({ id }) => id),
        );
        broken.push(...[...wrong, ...seen.loose.map(({ id }) => id)].map((id) => `${person.id} ${id}`));
      }
      return broken.slice(0, SHOWN);
    },
  },
];

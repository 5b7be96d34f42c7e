/** Rule 3, recounted apart from the database's own functions: by the rules that pages show what is missing by. */
import { missingFor, type Source } from "@/lib/achievements/corroboration/rules";
import { TRANSITIONS } from "@/lib/achievements/rules";
import { bySql, type Check, SHOWN } from "./check";

type Leaning = { id: string; sources: Source[] };

const supportedByRules: Check = {
  rule: 3,
  title: "a corroborated claim has two independent sources of different kinds",
  broken: async ({ owner }) => {
    const { rows } = await owner.query<Leaning>(`
      select a.id, coalesce(json_agg(json_build_object(
               'kind', s.kind, 'origin', s.origin, 'supports', s.supports, 'isIndependent', s.is_independent,
               'isWithdrawn', s.withdrawn_at is not null,
               'isCurrent', s.observation_id is null
                 or (o.state in ('ACCEPTED', 'ARCHIVED') and o.revision_no = s.observation_revision),
               'isOwnUnits', exists (select 1 from achievement_cadres l where l.achievement_id = a.id
                               and l.revision_no = a.revision_no and l.unit_id = s.issuer_unit_id)))
             filter (where s.id is not null), '[]') as sources
      from achievements a left join achievement_sources s on s.achievement_id = a.id
      left join observations o on o.id = s.observation_id
      where a.state = 'CORROBORATED' group by a.id`);
    return rows
      .filter(({ sources }) => missingFor(sources) !== null)
      .map(({ id }) => id)
      .slice(0, SHOWN);
  },
};

const ways = Object.entries(TRANSITIONS).flatMap(([from, to]) =>
  to.map((state) => `('${from}', '${state}')`),
);

export const claimChecks: Check[] = [
  supportedByRules,
  bySql(
    3,
    "nobody confirms a claim that they drafted or whose sources they recorded",
    `select a.id::text as found from achievements a where a.state = 'CORROBORATED' and (a.confirmed_by = a.drafted_by
       or exists (select 1 from achievement_sources s left join observations o on o.id = s.observation_id
                  where s.achievement_id = a.id and s.withdrawn_at is null
                    and (a.confirmed_by in (o.observer_id, o.second_observer_id)
                         or (s.observation_id is null and s.added_by = a.confirmed_by))))`,
  ),
  bySql(
    3,
    "a source's kind is that of its record's method, and a recommendation is never independent",
    `select s.id::text as found from achievement_sources s
     left join observations o on o.id = s.observation_id
     left join observation_revisions r on r.observation_id = s.observation_id and r.revision_no = s.observation_revision
     left join method_versions v on v.id = o.method_version_id
     where (s.is_independent and s.kind in ('unit_recommendation', 'synthesis'))
        or (s.observation_id is not null and (r.observation_id is null
            or (o.revision_no = s.observation_revision and s.kind <> v.source_class)))`,
  ),
  bySql(
    10,
    "a claim has changed when its state did, so that lists of an older day may trust it",
    `select a.id::text as found from achievements a where exists (
       select 1 from achievement_events e where e.achievement_id = a.id and e.at > a.updated_at + interval '1 minute')`,
  ),
  bySql(
    3,
    "a claim names whose result it is and with what contribution",
    `select a.id::text as found from achievements a where not exists (
       select 1 from achievement_cadres l where l.achievement_id = a.id and l.revision_no = a.revision_no
         and l.contribution in ('MAIN', 'MAJOR', 'GENERAL'))`,
  ),
  bySql(
    4,
    "a claim's line names a post that its cadre had held by the last day of the result",
    `select l.achievement_id || ' ' || l.cadre_id as found from achievement_cadres l where not exists (
       select 1 from post_holdings p where p.cadre_id = l.cadre_id and p.unit_id = l.unit_id and p.title = l.post_title)`,
  ),
  bySql(
    6,
    "every revision of a claim is kept, and it says what the newest one says",
    `select a.id::text as found from achievements a
     left join achievement_revisions r on r.achievement_id = a.id
     group by a.id having count(r.revision_no) <> a.revision_no or max(r.revision_no) is distinct from a.revision_no
       or bool_or(r.revision_no = a.revision_no and r.content ->> 'claim' is distinct from a.claim)`,
  ),
  bySql(
    6,
    "a claim's history goes only ways that its state may go, and ends where it stands",
    `select achievement_id::text as found from (
       select e.*, lag(to_state) over w as before, row_number() over w as position, lead(to_state) over w as next
       from achievement_events e window w as (partition by achievement_id order by at, (from_state is null) desc)) e
     join achievements a on a.id = e.achievement_id
     where (position = 1 and from_state is not null) or (position > 1 and from_state is distinct from before)
        or (from_state is not null and (from_state, to_state) not in (${ways.join(", ")}))
        or (next is null and to_state <> a.state)`,
  ),
  bySql(
    6,
    "claims that were merged go into each other in no circle",
    `with recursive way as (
       select id, merged_into as at from achievements where merged_into is not null
       union
       select w.id, a.merged_into from way w join achievements a on a.id = w.at where a.merged_into is not null)
     select id::text as found from way where id = at`,
  ),
  bySql(
    6,
    "a claim that was split left claims with everybody of it and every source",
    `select w.id::text as found from achievements w where w.state = 'SPLIT' and (
       (select count(*) from achievements p where p.split_from = w.id and p.merged_into is distinct from w.id) < 2
       or exists (select 1 from achievement_cadres l where l.achievement_id = w.id and l.revision_no = w.revision_no
                  and not exists (select 1 from achievements p join achievement_cadres t on t.achievement_id = p.id and t.revision_no = 1
                                  where p.split_from = w.id and t.cadre_id = l.cadre_id))
       or exists (select 1 from achievement_sources s where s.achievement_id = w.id and s.withdrawn_at is null
                  and not exists (select 1 from achievement_sources t where t.moved_from = s.id)))`,
  ),
  bySql(
    6,
    "a merge or a split that was taken back leads back where it came from, and leaves no source behind",
    `select achievement_id::text as found from (
       select e.*, lag(from_state) over (partition by achievement_id order by at, (from_state is null) desc) as came_from
       from achievement_events e) e
     where e.from_state in ('MERGED', 'SPLIT') and e.to_state is distinct from e.came_from
     union all
     select t.id::text from achievement_sources t join achievements b on b.id = t.achievement_id and b.state not in ('MERGED', 'SPLIT')
     join achievement_sources s on s.id = t.moved_from join achievements a on a.id = s.achievement_id
     where t.withdrawn_at is null and a.state not in ('MERGED', 'SPLIT')`,
  ),
  bySql(
    3,
    "a source that went from one claim to another says what it said",
    `select t.id::text as found from achievement_sources t join achievement_sources s on s.id = t.moved_from
     where (t.kind, t.origin, t.observation_id, t.observation_revision, t.supports, t.added_by)
       is distinct from (s.kind, s.origin, s.observation_id, s.observation_revision, s.supports, s.added_by)`,
  ),
  bySql(
    6,
    "every claim has its history",
    `select id::text as found from achievements a
     where not exists (select 1 from achievement_events e where e.achievement_id = a.id)`,
  ),
];

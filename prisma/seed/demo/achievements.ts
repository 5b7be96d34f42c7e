/**
 * Claims of the demo world: the story's, and a few hundred drawn from pairs of records that really are of two people,
 * days and kinds, so that each state has its reason. Written after the records, which they lean on.
 */
import type { ClientBase } from "pg";
import { addDays, daysBetween } from "../support/days";
import { createRandom, idOf } from "../support/random";
import { insertClaims } from "./load-achievements";
import { STORY_ACHIEVEMENT, STORY_CADRES, storyIds } from "./story";
import { STORY_TASK } from "./tasks";
import { templates, type Words } from "./texts/achievements";

type Pair = {
  cadreId: string;
  /** 0 for the one claim of a cadre in a small world */
  run: number;
  unitId: string;
  unitType: string;
  first: string;
  second: string;
  drafter: string;
  reviewer: string;
  startsOn: string;
  endsOn: string;
  taskId: string | null;
  /** the result was there before the promotion of its cadre was decided */
  isPromoted: boolean;
};
/** Whom a review promoted, and when: most did so for a result that was confirmed by then. */
export type Promoted = { cadreId: string; decidedOn: string };
export type State = "LEAD" | "WAITING" | "CORROBORATED" | "DOUBTFUL" | "REJECTED";

type Source = { observationId: string; supports: boolean };
export type Claim = {
  id: string;
  words: Words;
  unitId: string;
  level: string;
  startsOn: string;
  endsOn: string;
  taskId: string | null;
  state: State;
  reason: string;
  drafter: string;
  confirmer: string | null;
  cadres: { cadreId: string; contribution: string; part: string }[];
  sources: Source[];
  draftedOn: string;
  decidedOn: string;
};

const CLAIMS = 260;
/** Days from the end of a result to its confirmation, at most. */
const DECIDED_WITHIN = 28;
const SECONDS = 18;
/** In a world for benchmarks: several claims a cadre, each from a run of so many of the newest records. */
const LARGE = { claims: 12_000, run: 6, newest: 48 };

/**
 * One pair a cadre, the same on each day of seeding as long as the records are. In a large world one pair a run of
 * records: all pairs of a cadre with hundreds of records would be too many to choose from.
 */
const pairs = async (client: ClientBase, isLarge: boolean, promoted: readonly Promoted[]): Promise<Pair[]> =>
  (
    await client.query<Pair>(
      `with promoted as (select * from unnest($5::uuid[], $6::date[]) p (cadre_id, decided_on)), lines as materialized (
         select l.cadre_id, o.id, o.unit_id, o.observer_id, city_day(o.started_at) as day, v.source_class, o.central_task_id,
           case when $2 then row_number() over (partition by l.cadre_id order by o.started_at desc, o.id) else 0 end as place
         from observation_cadres l
         join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
         join method_versions v on v.id = o.method_version_id
         where o.state in ('ACCEPTED', 'ARCHIVED') and o.confidentiality = 1 and o.polarity <> 'ATTENTION'
           and o.second_observer_id is null and v.source_class <> 'synthesis' and l.unit_id = o.unit_id
       ), chosen as (
         select distinct on (a.cadre_id, a.place / $3::int) a.cadre_id, a.place / $3::int as run, a.unit_id, a.id as first, b.id as second, a.observer_id,
           least(a.day, b.day) as starts_on, greatest(a.day, b.day) as ends_on, a.central_task_id,
           coalesce(greatest(a.day, b.day) < p.decided_on - $7::int, false) as is_promoted
         from lines a left join promoted p on p.cadre_id = a.cadre_id
         join lines b on b.cadre_id = a.cadre_id and b.unit_id = a.unit_id
           and b.place / $3::int = a.place / $3::int and a.place <= $4::int
           and b.source_class > a.source_class and b.day <> a.day and abs(b.day - a.day) between 20 and 150
         order by a.cadre_id, a.place / $3::int, is_promoted desc, md5(a.id::text || b.id::text)
       )
       select chosen.cadre_id as "cadreId", chosen.run::int as run, chosen.unit_id as "unitId", u.type as "unitType", first, second, chosen.observer_id as drafter,
         (select r.user_id from user_roles r join users p on p.id = r.user_id
          where r.role = 'REVIEWER' and r.user_id <> chosen.observer_id
          order by p.clearance desc, md5(r.user_id::text || chosen.cadre_id) limit 1) as reviewer,
         chosen.starts_on::text as "startsOn", chosen.ends_on::text as "endsOn", chosen.central_task_id as "taskId",
         chosen.is_promoted as "isPromoted"
       from chosen join units u on u.id = chosen.unit_id
       order by chosen.is_promoted desc, md5(chosen.cadre_id::text), chosen.run limit $1`,
      [
        isLarge ? LARGE.claims : CLAIMS,
        isLarge,
        LARGE.run,
        LARGE.newest,
        promoted.map(({ cadreId }) => cadreId),
        promoted.map(({ decidedOn }) => decidedOn),
        DECIDED_WITHIN,
      ],
    )
  ).rows;

const STATES: readonly (readonly [State, number])[] = [
  ["CORROBORATED", 52],
  ["WAITING", 26],
  ["LEAD", 9],
  ["DOUBTFUL", 8],
  ["REJECTED", 5],
];
const REASONS: Partial<Record<State, string>> = {
  DOUBTFUL: "两处记录的数字不一致，请到现场核对后再定。",
  REJECTED: "只见于汇报材料，到现场没有查到。",
};

function claimOf(pair: Pair, today: string, openShare: number): Claim {
  const key = pair.run === 0 ? pair.cadreId : `${pair.cadreId}:${pair.run}`;
  const random = createRandom(`claim:${key}`);
  const drawn = pair.isPromoted && random.chance(0.85) ? "CORROBORATED" : random.weighted(STATES);
  // in a world for benchmarks most of what waited was decided since
  const state =
    drawn === "WAITING" && openShare < 1 && !createRandom(`open:${key}`).chance(openShare)
      ? "CORROBORATED"
      : drawn;
  const isReady = state === "CORROBORATED" || (state === "WAITING" && random.chance(0.5));
  const latest = daysBetween(pair.endsOn, today);
  const draftedOn = addDays(pair.endsOn, Math.min(latest, random.int(2, 12)));
  return {
    id: idOf(`achievement:${key}`),
    words: random.pick(templates)(random),
    unitId: pair.unitId,
    level: random.weighted([
      ["CITY", 6],
      ["UNIT", 5],
      ["PROVINCE", 1],
    ]),
    startsOn: addDays(pair.startsOn, -random.int(10, 40)),
    endsOn: pair.endsOn,
    taskId: pair.taskId,
    state,
    reason: REASONS[state] ?? "",
    drafter: pair.drafter,
    confirmer: state === "CORROBORATED" ? pair.reviewer : null,
    cadres: [
      {
        cadreId: pair.cadreId,
        contribution: random.weighted([
          ["MAIN", 5],
          ["MAJOR", 4],
          ["GENERAL", 1],
        ]),
        part: "",
      },
    ],
    sources: [
      { observationId: pair.first, supports: true },
      ...(isReady || state === "DOUBTFUL"
        ? [{ observationId: pair.second, supports: state !== "DOUBTFUL" }]
        : []),
    ],
    draftedOn,
    decidedOn: addDays(draftedOn, Math.min(daysBetween(draftedOn, today), random.int(1, 15))),
  };
}

/** Steps 8 and 9 of the story: town cadre 主要负责, two of the departments 重要参与; company, site and paper agree. */
async function storyClaim(client: ClientBase): Promise<Claim | null> {
  const { rows } = await client.query<{
    unitId: string;
    drafter: string;
    reviewer: string;
    startsOn: string;
    endsOn: string;
  }>(
    `select o.unit_id as "unitId", o.observer_id as drafter, city_day(min(o.started_at) over ())::text as "startsOn",
       city_day(d.started_at)::text as "endsOn",
       (select r.user_id from user_roles r join users p on p.id = r.user_id where r.role = 'REVIEWER' and r.user_id <> o.observer_id
        order by p.clearance desc, p.account limit 1) as reviewer
     from observations o join observations d on d.id = $2 where o.id = $1`,
    [storyIds.companyVisit, storyIds.documentReview],
  );
  const [story] = rows;
  if (!story) return null;
  return {
    id: STORY_ACHIEVEMENT,
    words: {
      claim: "两个多月内建成并启用整车企业临时堆场，停放成品车 860 辆，审批与平整并行、手续齐全",
      indicator: "停放成品车",
      unit: "辆",
      baseline: 0,
      target: 800,
      actual: 860,
    },
    ...story,
    level: "CITY",
    taskId: STORY_TASK,
    state: "CORROBORATED",
    reason: "企业、现场、批准文件三方面一致，属实。",
    confirmer: story.reviewer,
    cadres: [
      { cadreId: STORY_CADRES.townDeputy, contribution: "MAIN", part: "牵头协调，提出审批与平整并行的方案" },
      { cadreId: STORY_CADRES.construction, contribution: "MAJOR", part: "组织场地平整和排水" },
      { cadreId: STORY_CADRES.landUse, contribution: "MAJOR", part: "办理临时用地审批" },
    ],
    sources: [storyIds.companyVisit, storyIds.siteDone, storyIds.documentReview].map((observationId) => ({
      observationId,
      supports: true,
    })),
    draftedOn: addDays(story.endsOn, 3),
    decidedOn: addDays(story.endsOn, 8),
  };
}

/** Some have a second confirmed result, from other records: the list 实绩突出 asks for two. */
function seconds(more: readonly Pair[], claims: readonly Claim[], today: string): Claim[] {
  const used = new Set(claims.flatMap(({ sources }) => sources.map(({ observationId }) => observationId)));
  const found = new Map<string, Claim>();
  for (const pair of more) {
    const first = claims.find(
      ({ state, cadres: [one] }) =>
        state === "CORROBORATED" && one?.cadreId === pair.cadreId && one.contribution !== "GENERAL",
    );
    if (!first || found.has(pair.cadreId)) continue;
    if (used.has(pair.first) || used.has(pair.second)) continue;
    // a run of its own: 0 is the first result's
    const claim = claimOf({ ...pair, run: pair.run + 1, isPromoted: true }, today, 1);
    if (claim.state !== "CORROBORATED" || claim.words.indicator === first.words.indicator) continue;
    found.set(pair.cadreId, claim);
    if (found.size === SECONDS) break;
  }
  return [...found.values()];
}

export async function loadAchievements(
  client: ClientBase,
  today: string,
  {
    isLarge = false,
    openShare = 1,
    promoted = [],
  }: { isLarge?: boolean; openShare?: number; promoted?: readonly Promoted[] } = {},
): Promise<void> {
  const story = await storyClaim(client);
  const claims = [
    ...(story ? [story] : []),
    ...(await pairs(client, isLarge, promoted)).map((pair) => claimOf(pair, today, openShare)),
  ];
  if (!isLarge) claims.push(...seconds(await pairs(client, true, []), claims, today));
  // written as they stand today, with the days of then: the history lines are given below
  await client.query("alter table achievements disable trigger begin_history");
  await insertClaims(client, claims);
  await client.query("set constraints all immediate; set constraints all deferred");
  await client.query("alter table achievements enable trigger begin_history");
}

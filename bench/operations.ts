/**
 * The measured operations: what is asked of the floor and of the product, with the same arguments in the same order, and
 * what a right answer holds. The aims are those of the quality table.
 */
import { randomUUID } from "node:crypto";
import { withClient } from "../scripts/support/provision";
import type { Answer, Ask, Target } from "./load";
import { signIn } from "./sign-in";

export type Operation = {
  name: string;
  title: string;
  /** which part of the times is compared */
  share: 0.5 | 0.95;
  /** of the floor, at 1 and at 16 connections */
  aims: readonly [number, number];
  floor: Target;
  product: Target;
};

type Post = { unitId: string; observerId: string; account: string; cadreIds: string[] };
type Given = {
  pairs: { unitId: string; methodId: string }[];
  cadreIds: string[];
  posts: Post[];
  method: { methodId: string; versionId: string };
  from: string;
  to: string;
  until: string;
  facts: string[];
};

/** Arguments spread over the whole database, the same on each run. */
async function readArguments(ownerUrl: string): Promise<Given> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query(`
      with known as (select id, unit_id, method_id, fact from observations order by md5(id::text) limit 400)
      select
        (select json_agg(json_build_object('unitId', unit_id, 'methodId', method_id)) from known) as pairs,
        (select json_agg(id) from (select id from cadres order by md5(id::text) limit 400) c) as "cadreIds",
        (select json_agg(fact) from known) as facts,
        (select json_build_object('methodId', m.id, 'versionId', v.id) from methods m join method_versions v on v.method_id = m.id
         where m.code = 'field_survey' order by v.version_no desc limit 1) as method,
        (date_trunc('month', max(started_at)) - interval '11 months')::date::text as from,
        (date_trunc('month', max(started_at)) + interval '1 month - 1 day')::date::text as to,
        (date_trunc('month', max(started_at)) + interval '1 month')::date::text as until
      from observations`);
    const posts = await client.query(`
      select a.unit_id as "unitId", a.observer_id as "observerId", u.account,
             (select json_agg(p.cadre_id) from post_holdings p
              where p.unit_id = a.unit_id and p.is_primary and p.ends_on is null) as "cadreIds"
      from assignments a join users u on u.id = a.observer_id
      where a.starts_on <= current_date - 2 and a.ends_on is null order by u.account, a.unit_id`);
    return { ...rows[0], posts: posts.rows.filter((post: Post) => post.cadreIds?.length > 1) };
  });
}

/** Words as people type them: neighbouring characters of one fact, so that each has a hit. */
function wordsOf(facts: readonly string[], lengths: readonly number[]): string[] {
  return facts.flatMap((fact, at) => {
    const runs = fact.match(/\p{Script=Han}+/gu) ?? [];
    const size = lengths[at % lengths.length] ?? 2;
    const run = runs.filter((each) => each.length >= size)[at % 5];
    return run ? [run.slice(0, size)] : [];
  });
}

const itemsOf = (answer: Answer): unknown[] =>
  (JSON.parse(answer.body.toString()) as { items: unknown[] }).items;

function expect(status: number, holds: (answer: Answer) => boolean): Target["check"] {
  return (answer, sample) => {
    if (answer.status === status && (!sample || holds(answer))) return;
    throw new Error(`wrong answer, ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
  };
}

/** Both sides walk through the same arguments. */
function walk<T>(list: readonly T[], ask: (one: T, connection: number) => Ask): Target["next"] {
  let at = 0;
  return (connection) => ask(list[at++ % list.length] as T, connection);
}

const FACT =
  "到工地查看进度，围挡已立，场地平整完成四成，两户尚未签约。副职到场协调，当场与施工单位商定排水改线，要求三日内报方案，并逐户说明补偿标准。";

function entryOf(post: Post, method: Given["method"], turn: number) {
  const at = new Date(Date.now() - (2 + (turn % 20)) * 3_600_000);
  return {
    id: randomUUID(),
    unitId: post.unitId,
    methodId: method.methodId,
    startedAt: at.toISOString(),
    endedAt: new Date(at.getTime() + 3_600_000).toISOString(),
    place: "停车场工地",
    fact: FACT,
    judgement: "到场及时，遇事能定。",
    dimensions: ["DILIGENCE", "PERFORMANCE"],
    polarity: "POSITIVE",
    details: { project: { text: "车辆堆场" } },
    // one or two cadres
    cadres: post.cadreIds.slice(turn % 3, (turn % 3) + 1 + (turn % 2)).map((cadreId) => ({ cadreId })),
  };
}

/** Sixteen people, each on a connection of their own. */
const WRITERS = 16;

export async function operations(
  ownerUrl: string,
  origins: { floor: string; product: string },
): Promise<Operation[]> {
  const given = await readArguments(ownerUrl);
  const reviewer = await signIn(origins.product, "reviewer2");
  const accounts = [...new Set(given.posts.map((post) => post.account))].slice(0, WRITERS);
  const writers: { cookie: string; posts: Post[] }[] = [];
  for (const account of accounts) {
    writers.push({
      cookie: await signIn(origins.product, account),
      posts: given.posts.filter((post) => post.account === account),
    });
  }
  let turn = 0;
  const write = (connection: number) => {
    const writer = writers[connection % writers.length] as (typeof writers)[number];
    turn += 1;
    const post = writer.posts[turn % writer.posts.length] as Post;
    return { entry: entryOf(post, given.method, turn), post, cookie: writer.cookie };
  };

  const side = <T>(
    origin: string,
    list: readonly T[],
    path: (one: T) => string,
    check: Target["check"],
    cookie?: string,
  ) => ({
    origin,
    next: walk(list, (one) => ({ path: path(one), cookie })),
    check,
  });
  const listed = expect(200, (answer) => itemsOf(answer).length > 0);
  const searchOf = (
    name: string,
    title: string,
    share: Operation["share"],
    lengths: readonly number[],
  ): Operation => {
    const words = wordsOf(given.facts, lengths);
    return {
      name,
      title,
      share,
      aims: [2.5, 3],
      floor: side(origins.floor, words, (word) => `/observations?q=${encodeURIComponent(word)}`, listed),
      product: side(
        origins.product,
        words,
        (word) => `/api/v1/observations?q=${encodeURIComponent(word)}`,
        listed,
        reviewer,
      ),
    };
  };

  return [
    {
      name: "create",
      title: "create, 1–2 cadres",
      share: 0.5,
      aims: [4, 5],
      floor: {
        origin: origins.floor,
        next: (connection) => {
          const { entry, post } = write(connection);
          const body = { ...entry, observerId: post.observerId, methodVersionId: given.method.versionId };
          return { method: "POST", path: "/observations", body };
        },
        check: expect(201, () => true),
      },
      product: {
        origin: origins.product,
        next: (connection) => {
          const { entry, cookie } = write(connection);
          return { method: "POST", path: "/api/v1/observations", body: entry, cookie };
        },
        check: expect(201, (answer) => JSON.parse(answer.body.toString()).state === "SUBMITTED"),
      },
    },
    {
      name: "list",
      title: "list, latest 50 of unit and method",
      share: 0.5,
      aims: [2.5, 3],
      floor: side(
        origins.floor,
        given.pairs,
        (one) => `/observations?unit=${one.unitId}&method=${one.methodId}`,
        listed,
      ),
      product: side(
        origins.product,
        given.pairs,
        (one) => `/api/v1/observations?unit=${one.unitId}&method=${one.methodId}`,
        listed,
        reviewer,
      ),
    },
    {
      name: "file",
      title: "cadre file",
      share: 0.5,
      aims: [3, 4],
      floor: side(origins.floor, given.cadreIds, (id) => `/cadres/${id}`, expect(200, holdsRecords)),
      product: side(
        origins.product,
        given.cadreIds,
        (id) => `/api/v1/cadres/${id}`,
        expect(200, holdsRecords),
        reviewer,
      ),
    },
    {
      name: "coverage",
      title: "coverage, 12 months",
      share: 0.5,
      aims: [0.5, 0.5],
      floor: side(
        origins.floor,
        [given],
        (one) => `/coverage?from=${one.from}&until=${one.until}`,
        expect(200, holdsUnits),
      ),
      product: side(
        origins.product,
        [given],
        (one) => `/api/v1/coverage?from=${one.from}&to=${one.to}`,
        expect(200, holdsUnits),
        reviewer,
      ),
    },
    searchOf("search", "search, 3–5 characters", 0.5, [3, 4, 5]),
    searchOf("search2", "search, 2 characters (p95)", 0.95, [2]),
  ];
}

const holdsRecords = (answer: Answer): boolean =>
  Array.isArray((JSON.parse(answer.body.toString()) as { records: { items: unknown[] } }).records.items);
const holdsUnits = (answer: Answer): boolean =>
  (JSON.parse(answer.body.toString()) as { units: unknown[] }).units.length >= 95;

/**
 * The floor that ratios are taken against: bare node:http and SQL written by hand, on the same rows. It knows no
 * sign-in, rights, row-level security, audit, read log, validation or idempotency: what a fast prototype does.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json as bodyOf } from "node:stream/consumers";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.FLOOR_URL, max: 16 });

const columns = `
  o.id, o.started_at as "startedAt", o.ended_at as "endedAt", o.submitted_at as "submittedAt", o.place, o.fact, o.judgement,
  o.dimensions, o.polarity, o.confidentiality, o.state, o.unit_id as "unitId", u.short_name as "unitName",
  o.method_id as "methodId", v.name as "methodName", o.observer_id as "observerId", a.name as "observerName",
  (select json_agg(json_build_object('cadreId', l.cadre_id, 'name', c.name, 'postTitle', l.post_title) order by l.position)
   from observation_cadres l join cadres c on c.id = l.cadre_id
   where l.observation_id = o.id and l.revision_no = o.revision_no) as cadres`;
const joins = `
  join units u on u.id = o.unit_id join method_versions v on v.id = o.method_version_id join users a on a.id = o.observer_id`;

const list = `
  select ${columns} from observations o ${joins} where o.unit_id = $1 and o.method_id = $2
  order by o.started_at desc, o.id desc limit 50`;

const cadre = `select id, name, gender, born_on, ethnicity, native_place, education, speciality from cadres where id = $1`;
const cadrePosts = `
  select p.title, p.level, p.starts_on as "startsOn", p.ends_on as "endsOn", u.short_name as "unitName"
  from post_holdings p join units u on u.id = p.unit_id where p.cadre_id = $1 order by p.starts_on desc`;
const cadreRecords = `
  select ${columns} from observation_cadres m join observations o on o.id = m.observation_id and o.revision_no = m.revision_no
  ${joins} where m.cadre_id = $1 and o.state in ('ACCEPTED', 'ARCHIVED') order by m.started_at desc limit 30`;
const cadreCounts = `
  select o.method_id as "methodId", count(*)::int as records
  from observation_cadres m join observations o on o.id = m.observation_id and o.revision_no = m.revision_no
  where m.cadre_id = $1 and o.state in ('ACCEPTED', 'ARCHIVED') group by 1`;

/** Counted again on each request. */
const byMonth = `
  select unit_id as "unitId", date_trunc('month', started_at at time zone 'Asia/Shanghai')::date as month, count(*)::int as records
  from observations where started_at >= $1 and started_at < $2 and state <> 'RETURNED' group by 1, 2`;
const byMethod = `
  select unit_id as "unitId", method_id as "methodId", count(*)::int as records
  from observations where started_at >= $1 and started_at < $2 and state <> 'RETURNED' group by 1, 2`;
const lastOf = `
  select u.id, u.short_name as "shortName", (select max(started_at) from observations o where o.unit_id = u.id) as "lastAt" from units u`;

/** The same bigram index, asked directly. */
const search = `
  select ${columns} from observations o ${joins}
  where text_bigrams(o.search_text) @> text_bigrams($1) and o.search_text like $2
  order by o.started_at desc, o.id desc limit 50`;

const insertRecord = `
  insert into floor.observations (id, unit_id, observer_id, method_id, method_version_id, started_at, ended_at, place, fact,
    judgement, dimensions, polarity, confidentiality, details, evidence_note, state, submitted_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', 'SUBMITTED', now())`;
const insertLines = `
  insert into floor.observation_cadres (observation_id, cadre_id, position, role_in_event, started_at)
  select $1, cadre_id, n, '', $3 from unnest($2::uuid[]) with ordinality as given(cadre_id, n)`;

/** Prepared once a connection. */
const ask = async (name: string, text: string, values: unknown[]) =>
  (await pool.query({ name, text, values })).rows;

type Entry = {
  id: string;
  unitId: string;
  observerId: string;
  methodId: string;
  methodVersionId: string;
  startedAt: string;
  endedAt: string;
  place: string;
  fact: string;
  judgement: string;
  dimensions: string[];
  polarity: string;
  details: object;
  cadres: { cadreId: string }[];
};

async function create(entry: Entry): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query({
      name: "insertRecord",
      text: insertRecord,
      values: [
        entry.id,
        entry.unitId,
        entry.observerId,
        entry.methodId,
        entry.methodVersionId,
        entry.startedAt,
        entry.endedAt,
        entry.place,
        entry.fact,
        entry.judgement,
        entry.dimensions,
        entry.polarity,
        1,
        entry.details,
      ],
    });
    await client.query({
      name: "insertLines",
      text: insertLines,
      values: [entry.id, entry.cadres.map((line) => line.cadreId), entry.startedAt],
    });
    await client.query("commit");
    return { id: entry.id };
  } finally {
    client.release();
  }
}

async function cadreFile(id: string): Promise<unknown> {
  const [[found], posts, items, methods] = await Promise.all([
    ask("cadre", cadre, [id]),
    ask("cadrePosts", cadrePosts, [id]),
    ask("cadreRecords", cadreRecords, [id]),
    ask("cadreCounts", cadreCounts, [id]),
  ]);
  return { ...found, posts, records: { items, methods } };
}

async function coverage(from: string, until: string): Promise<unknown> {
  const [months, methods, units] = await Promise.all([
    ask("byMonth", byMonth, [from, until]),
    ask("byMethod", byMethod, [from, until]),
    ask("lastOf", lastOf, []),
  ]);
  return { months, methods, units };
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://floor");
  const given = (name: string) => searchParams.get(name) ?? "";
  if (request.method === "POST") return create((await bodyOf(request)) as Entry);
  if (pathname.startsWith("/cadres/")) return cadreFile(pathname.slice("/cadres/".length));
  if (pathname === "/coverage") return coverage(given("from"), given("until"));
  // not prepared: a plan for any word would be a bad plan for this one
  if (given("q")) return { items: (await pool.query(search, [given("q"), `%${given("q")}%`])).rows };
  return { items: await ask("list", list, [given("unit"), given("method")]) };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = JSON.stringify(await answer(request));
    response
      .writeHead(request.method === "POST" ? 201 : 200, { "content-type": "application/json" })
      .end(body);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}

createServer({ keepAliveTimeout: 65_000 }, handle).listen(Number(process.env.PORT), "127.0.0.1");

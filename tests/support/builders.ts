/**
 * Data for one test, stored by the owner and never shared: each test makes its own unit, people and records,
 * so tests neither see nor disturb each other. Names come from counters, never from chance.
 */
import { randomUUID } from "node:crypto";
import { addDays, cityDay, type Day } from "@/lib/platform/clock";
import type { Role } from "@/lib/platform/rights";
import { owner } from "./owner";

let counter = 0;
/** Unique in this run: workers share the database. */
export const next = (): string => `${process.env.VITEST_POOL_ID ?? "0"}x${process.pid}x${++counter}`;

export const today = (): Day => cityDay(new Date());
export const daysAgo = (days: number): Day => addDays(today(), -days);
/** Noon in the city on that day. */
export const noon = (day: Day): Date => new Date(`${day}T12:00:00+08:00`);

export async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  const marks = columns.map((_, index) => `$${index + 1}`);
  await owner().query(
    `insert into ${table} (${columns.join(", ")}) values (${marks.join(", ")})`,
    Object.values(row),
  );
}

export type TestUnit = { id: string; shortName: string };
export async function createUnit(over: { type?: string; shortName?: string } = {}): Promise<TestUnit> {
  const id = randomUUID();
  const shortName = over.shortName ?? `测试单位${next()}`;
  await insert("units", {
    id,
    code: `T${next()}`,
    name: `${shortName}全称`,
    short_name: shortName,
    initials: "csdw",
    type: over.type ?? "政府部门",
    position: 1000 + counter,
  });
  return { id, shortName };
}

export type Person = { id: string; name: string; account: string };
type PersonOver = {
  name?: string;
  clearance?: number;
  isActive?: boolean;
  unitId?: string;
  cadreId?: string;
  /** units of live assignments, since a year and a half */
  units?: TestUnit[];
};
export async function createPerson(roles: Role | Role[], over: PersonOver = {}): Promise<Person> {
  const { units = [] } = over;
  const person = { id: randomUUID(), name: over.name ?? `人员${next()}`, account: `p${next()}` };
  await insert("users", {
    ...person,
    department: "测试科",
    clearance: over.clearance ?? 1,
    is_active: over.isActive ?? true,
    unit_id: over.unitId ?? null,
    cadre_id: units.length > 0 ? null : (over.cadreId ?? null),
  });
  // nobody is given the unit of their own post: one who has both came to the post later
  for (const unit of units) await createAssignment(person, unit);
  if (units.length > 0 && over.cadreId)
    await owner().query("update users set cadre_id = $2 where id = $1", [person.id, over.cadreId]);
  for (const role of [roles].flat()) await insert("user_roles", { user_id: person.id, role });
  return person;
}

export async function createAssignment(
  observer: { id: string },
  unit: { id: string },
  over: { startsOn?: Day; endsOn?: Day | null } = {},
): Promise<string> {
  const id = randomUUID();
  await insert("assignments", {
    id,
    observer_id: observer.id,
    unit_id: unit.id,
    starts_on: over.startsOn ?? daysAgo(540),
    ends_on: over.endsOn ?? null,
    reason: "测试分工",
    made_by: observer.id,
  });
  return id;
}

export type TestCadre = { id: string; name: string };
export async function createCadre(
  unit: { id: string },
  over: {
    name?: string;
    title?: string;
    tier?: "TEAM" | "MIDDLE" | "STAFF";
    startsOn?: Day;
    endsOn?: Day | null;
  } = {},
): Promise<TestCadre> {
  const cadre = { id: randomUUID(), name: over.name ?? `干部${next()}` };
  await insert("cadres", {
    ...cadre,
    pinyin: "ganbu",
    initials: "gb",
    gender: "女",
    born_on: "1985-03-01",
    ethnicity: "汉族",
    native_place: "浙江义乌",
    education: "大学",
  });
  await createPost(cadre, unit, over);
  return cadre;
}

export async function createPost(
  cadre: { id: string },
  unit: { id: string },
  over: { title?: string; tier?: string; startsOn?: Day; endsOn?: Day | null; isPrimary?: boolean } = {},
): Promise<void> {
  await insert("post_holdings", {
    id: randomUUID(),
    cadre_id: cadre.id,
    unit_id: unit.id,
    title: over.title ?? "副主任",
    level: "乡科级副职",
    tier: over.tier ?? "TEAM",
    is_primary: over.isPrimary ?? true,
    starts_on: over.startsOn ?? "2020-01-01",
    ends_on: over.endsOn ?? null,
  });
}

export type TestMethod = { id: string; versionId: string; code: string };
/** One of the ten default methods, as seeded. */
export async function findMethod(code: string): Promise<TestMethod> {
  const { rows } = await owner().query(
    `select m.id, v.id as "versionId", m.code from methods m join method_versions v on v.method_id = m.id where m.code = $1`,
    [code],
  );
  return rows[0];
}

/** An item of 双十条, as seeded. */
export async function findConductItem(code: string): Promise<{ id: string; text: string }> {
  const { rows } = await owner().query("select id, text from conduct_items where code = $1", [code]);
  return rows[0];
}

type ObservationOver = {
  id?: string;
  task?: { id: string };
  method?: string;
  on?: Day;
  fact?: string;
  polarity?: "POSITIVE" | "NEUTRAL" | "ATTENTION";
  confidentiality?: 1 | 2 | 3;
  state?: "SUBMITTED" | "RETURNED" | "ACCEPTED" | "ARCHIVED";
  cadres?: TestCadre[];
  dimensions?: string[];
  secondObserver?: { id: string };
  reviewer?: { id: string };
  isCorroborated?: boolean;
  visitId?: string;
  /** what the method asks beside the shared fields */
  details?: Record<string, unknown>;
  conductItemIds?: string[];
  /** earlier records that it goes on from */
  links?: { id: string }[];
  /** files announced with the text */
  evidence?: { id: string; name: string; size: number; sha256: string; captureSha256: string }[];
};
/** A stored record with its first revision, its cadre lines and, where decided, its review. */
export async function createObservation(
  observer: { id: string },
  unit: { id: string },
  over: ObservationOver = {},
): Promise<{ id: string; fact: string; startedAt: Date; methodId: string }> {
  const method = await findMethod(over.method ?? "field_survey");
  const id = over.id ?? randomUUID();
  const startedAt = noon(over.on ?? daysAgo(7));
  const fact = over.fact ?? `现场查看情况${next()}`;
  const state = over.state ?? "ACCEPTED";
  const content = { fact, polarity: over.polarity ?? "POSITIVE", confidentiality: over.confidentiality ?? 1 };
  const client = await owner().connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into observations (id, unit_id, observer_id, second_observer_id, method_id, method_version_id, started_at,
         ended_at, place, fact, judgement, dimensions, polarity, confidentiality, details, state, is_corroborated,
         cadre_names, visit_id, conduct_item_ids, body_hash, submitted_at, evidence, central_task_id)
       values ($1,$2,$3,$4,$5,$6,$7,$7,'现场',$8,'',$9,$10,$11,$19,$12,$13,$14,$15,$16,'\\x00',$7,$17,$18)`,
      [
        id,
        unit.id,
        observer.id,
        over.secondObserver?.id ?? null,
        method.id,
        method.versionId,
        startedAt,
        fact,
        over.dimensions ?? ["PERFORMANCE"],
        content.polarity,
        content.confidentiality,
        state,
        over.isCorroborated ?? false,
        (over.cadres ?? []).map((cadre) => cadre.name).join(" "),
        over.visitId ?? null,
        over.conductItemIds ?? [],
        JSON.stringify(over.evidence ?? []),
        over.task?.id ?? null,
        JSON.stringify(over.details ?? {}),
      ],
    );
    await client.query(
      "insert into observation_revisions (observation_id, revision_no, author_id, content) values ($1, 1, $2, $3)",
      [id, observer.id, JSON.stringify(content)],
    );
    for (const [position, cadre] of (over.cadres ?? []).entries()) {
      await client.query(
        "insert into observation_cadres (observation_id, revision_no, cadre_id, position) values ($1, 1, $2, $3)",
        [id, cadre.id, position],
      );
    }
    for (const earlier of over.links ?? []) {
      await client.query("insert into observation_links (from_id, to_id, made_by) values ($1, $2, $3)", [
        id,
        earlier.id,
        observer.id,
      ]);
    }
    if (over.reviewer && state !== "SUBMITTED") {
      await client.query(
        `insert into observation_reviews (observation_id, revision_no, reviewer_id, decision, reason) values ($1, 1, $2, $3, $4)`,
        [
          id,
          over.reviewer.id,
          state === "RETURNED" ? "RETURN" : "ACCEPT",
          state === "RETURNED" ? "请补充数字" : "",
        ],
      );
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
  return { id, fact, startedAt, methodId: method.id };
}

/** An entry of a former observer that waits for the unit's present one. */
export async function createHandover(
  author: { id: string },
  unit: { id: string },
  over: Pick<ObservationOver, "fact" | "polarity" | "confidentiality" | "cadres"> = {},
): Promise<{ id: string }> {
  const method = await findMethod("field_survey");
  const id = randomUUID();
  const startedAt = noon(daysAgo(2)).toISOString();
  await insert("handovers", { id, unit_id: unit.id, author_id: author.id, occurred_on: daysAgo(2) });
  await insert("handover_bodies", {
    handover_id: id,
    method_id: method.id,
    method_version_id: method.versionId,
    body_hash: "\\x00",
    body: JSON.stringify({
      startedAt,
      endedAt: startedAt,
      place: "现场",
      fact: over.fact ?? `现场查看情况${next()}`,
      judgement: "",
      dimensions: [],
      polarity: over.polarity ?? "POSITIVE",
      confidentiality: over.confidentiality ?? 1,
      details: {},
      evidenceNote: "",
      cadres: (over.cadres ?? []).map(({ id: cadreId }) => ({
        cadreId,
        name: "",
        roleInEvent: "",
        details: {},
      })),
      followUps: [],
    }),
  });
  return { id };
}

/**
 * Light by rule (product.md): no location, no track, no required file, no session length, online time or activity count,
 * in the schema, in any migration or in the methods' configuration; so that nobody can switch it on.
 */
import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fieldTypes } from "@/lib/methods/answers/schema";
import { type MethodField, parseFields } from "@/lib/methods/schema";
import { observationInput } from "@/lib/observations/schema";
import methods from "@/prisma/seed/reference/methods.json";

/** Words of a name: started_at → started, at; lastSeenAt → last, seen, at. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Each ban as words that stand together in a name. */
const BANS: Record<string, string[]> = {
  location: [
    "latitude",
    "longitude",
    "lat",
    "lng",
    "lon",
    "gps",
    "geo",
    "geom",
    "geometry",
    "geography",
    "geohash",
    "geolocation",
    "location",
    "coordinate",
    "coordinates",
    "altitude",
    "track",
    "tracks",
    "trajectory",
    "waypoint",
    "route trace",
  ],
  punching: [
    "punch",
    "check in",
    "checked in",
    "checkin",
    "clock in",
    "clocked in",
    "sign in count",
    "attendance",
  ],
  "session length": [
    "session length",
    "session duration",
    "session seconds",
    "session minutes",
    "online seconds",
    "online minutes",
    "online duration",
    "online time",
    "time online",
    "active seconds",
    "active minutes",
    "dwell",
    "time spent",
    "usage",
    "heartbeat",
  ],
  "activity count": [
    "activity",
    "activities",
    "activity count",
    "login count",
    "logins",
    "entry count",
    "visit count",
    "record count",
    "streak",
    "point count",
    "bonus points",
    "total points",
    "score",
    "scores",
    "rank",
    "ranking",
    "badge",
    "badges",
    "leaderboard",
  ],
  "required file": [
    "file required",
    "files required",
    "photo required",
    "photos required",
    "evidence required",
  ],
};
const REQUIRED_FILE =
  /^(is|are|has|must|needs?|requires?)?_?(photo|file|evidence|attachment|image|video)s?_(is_)?(required|mandatory|needed)$|^(requires?|needs?|must_have)_(a_)?(photo|file|evidence|attachment|image|video)s?$|^min_?(photo|file|attachment|image|video)s?$/;

/** Which ban a name breaks; null for a name that may stand. */
function banOf(name: string): string | null {
  const words = ` ${wordsOf(name).join(" ")} `;
  for (const [ban, phrases] of Object.entries(BANS)) {
    if (phrases.some((phrase) => words.includes(` ${phrase} `))) return ban;
  }
  if (words === " points ") return "activity count";
  return REQUIRED_FILE.test(wordsOf(name).join("_")) ? "required file" : null;
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(\/\/|--).*$/gm, "");

/** Models, fields and the columns they map to. */
function prismaNames(text: string): string[] {
  const body = withoutComments(text);
  return [
    ...[...body.matchAll(/^\s*(?:model|enum|view)\s+(\w+)/gm)].map((match) => match[1] ?? ""),
    ...[...body.matchAll(/^\s{2,}(\w+)\s+[A-Z]\w*(?:\[\]|\?)?(?=\s|$)/gm)].map((match) => match[1] ?? ""),
    ...[...body.matchAll(/@@?map\("([^"]+)"\)/g)].map((match) => match[1] ?? ""),
  ];
}

const SQL_TYPES =
  "uuid|text|varchar|char|bytea|jsonb?|boolean|bool|date|time|timestamptz|timestamp|interval|smallint|int|integer|bigint|serial|bigserial|real|float\\d?|double|numeric|decimal|point|path|polygon|line|lseg|box|circle|geometry|geography|inet|cidr|tstzrange|daterange|int4range";
/** Tables, columns and what is added later, quoted or not. */
function sqlNames(text: string): string[] {
  const body = withoutComments(text);
  const column = new RegExp(
    `(?:^|[(,]|add column(?: if not exists)?)\\s*"?([A-Za-z_][A-Za-z0-9_]*)"?\\s+(?:${SQL_TYPES})\\b`,
    "gim",
  );
  return [
    ...[...body.matchAll(/create\s+(?:unlogged\s+)?table\s+(?:if not exists\s+)?"?(\w+)"?/gi)].map(
      (match) => match[1] ?? "",
    ),
    ...[...body.matchAll(column)].map((match) => match[1] ?? ""),
    ...[...body.matchAll(/rename\s+(?:column\s+)?"?\w+"?\s+to\s+"?(\w+)"?/gi)].map((match) => match[1] ?? ""),
  ];
}
/** A place on the map hides behind any name, but not behind its type. */
const placeTypes = (text: string): string[] =>
  [
    ...withoutComments(text).matchAll(
      /\b(geometry|geography|point|path|polygon|lseg|circle|postgis)\b(?=[\s,(;)])/gi,
    ),
  ]
    .map((match) => match[0].toLowerCase())
    .filter((type) => type !== "path" || /\bpath\s*[,)]/i.test(text));

/** Words that mean another thing there; a page of a document is no place, and an indicator's standing is no person's. */
const MEANT_OTHERWISE = new Set(["record_review.facts.location", "achievement_review.peerRank"]);

/** What a method asks beyond the rule: a file that must be there, a place of the map, a count of activity. */
function methodFaults(method: { code: string; fields: MethodField[] }): string[] {
  return method.fields.flatMap((field) => {
    const path = `${method.code}.${field.key}`;
    const asked = [
      { path, key: field.key, labels: [field.label, field.labelEn] },
      ...(field.columns ?? []).map((column) => ({
        path: `${path}.${column.key}`,
        key: column.key,
        labels: [column.label, column.labelEn],
      })),
    ].filter((one) => !MEANT_OTHERWISE.has(one.path));
    const faults = asked.flatMap((one) => {
      const ban =
        banOf(one.key) ?? (one.labels.some((label) => BANNED_LABEL.test(label)) ? "its label" : null);
      return ban ? [`${one.path}: ${ban}`] : [];
    });
    const isFile = field.type === "attachments" || field.binds === "evidence";
    return isFile && (field.required || (field.min ?? 0) > 0)
      ? [...faults, `${path}: required file`]
      : faults;
  });
}
const BANNED_LABEL = /定位|经纬度|坐标|轨迹|打卡|签到|在线时长|积分|排名|\bGPS\b|coordinates|check-in/i;

const schemaFiles = globSync("prisma/schema/*.prisma");
const migrationFiles = globSync("prisma/migrations/*/migration.sql");
const faultsIn = (names: string[]): string[] => names.filter((name) => banOf(name) !== null);

describe("the schema", () => {
  it.each(schemaFiles)("%s names nothing that the rule forbids", (file) => {
    expect(faultsIn(prismaNames(readFileSync(file, "utf8")))).toEqual([]);
  });

  it.each(migrationFiles)("%s makes nothing that the rule forbids", (file) => {
    const text = readFileSync(file, "utf8");
    expect(faultsIn(sqlNames(text))).toEqual([]);
    expect(placeTypes(text)).toEqual([]);
  });

  it("is read: the scan finds the names that are there", () => {
    const names = new Set(schemaFiles.flatMap((file) => prismaNames(readFileSync(file, "utf8"))));
    for (const name of ["Observation", "startedAt", "started_at", "evidenceNote", "observation_links"])
      expect(names).toContain(name);
    const made = new Set(migrationFiles.flatMap((file) => sqlNames(readFileSync(file, "utf8"))));
    for (const name of ["observations", "started_at", "visit_id", "conduct_items", "evidence"])
      expect(made).toContain(name);
  });
});

describe("a method's configuration", () => {
  it("asks nothing that the rule forbids in any of the ten", () => {
    const faults = methods.flatMap((method) =>
      methodFaults({ code: method.code, fields: parseFields(method.fields) }),
    );
    expect(faults).toEqual([]);
  });

  it("knows no kind of field for a place on the map, a track or a clock", () => {
    expect(fieldTypes.filter((type) => banOf(type) !== null)).toEqual([]);
    for (const type of ["location", "gps", "geo_point", "track"])
      expect(() => parseFields([{ ...attachments, type }])).toThrow();
  });

  it("cannot be told to insist on a file", () => {
    expect(() => parseFields([attachments])).not.toThrow();
    expect(() => parseFields([{ ...attachments, required: true }])).toThrow();
    expect(() => parseFields([{ ...attachments, min: 1 }])).toThrow();
  });

  it("takes no setting beside those known, such as one for location", () => {
    for (const setting of ["requiresLocation", "gps", "minPhotos", "trackSession"])
      expect(() => parseFields([{ ...attachments, [setting]: true }])).toThrow();
  });
});

describe("a record as it is sent", () => {
  const known = Object.keys(observationInput.shape);

  it("has no place for what the rule forbids", () => {
    expect(known.length).toBeGreaterThan(15);
    expect(faultsIn(known)).toEqual([]);
    for (const key of ["latitude", "gps", "track", "onlineSeconds"]) {
      const issues = observationInput.safeParse({ [key]: 1 }).error?.issues ?? [];
      expect(issues.some((issue) => issue.code === "unrecognized_keys" && issue.keys.includes(key))).toBe(
        true,
      );
    }
  });

  it("needs no file", () => {
    expect(observationInput.shape.evidence.safeParse(undefined).success).toBe(true);
    expect(observationInput.shape.evidenceNote.safeParse("").success).toBe(true);
  });
});

/** If somebody added one: each of these faults must be found. */
describe("the scan itself", () => {
  it.each([
    ["model Observation {\n  latitude Float?\n}", "latitude"],
    ["model Observation {\n  gpsTrack Json?\n}", "gpsTrack"],
    ['model Session {\n  seconds Int @map("online_seconds")\n}', "online_seconds"],
    ["model User {\n  loginCount Int @default(0)\n}", "loginCount"],
    ["model User {\n  points Int\n}", "points"],
    ["model Location {\n  id String @id\n}", "Location"],
    ["model MethodVersion {\n  photoRequired Boolean\n}", "photoRequired"],
  ])("finds it in the schema: %s", (text, name) => {
    expect(faultsIn(prismaNames(text))).toEqual([name]);
  });

  it.each([
    ["alter table observations add column geo_point jsonb;", "geo_point"],
    ['ALTER TABLE "observations" ADD COLUMN "longitude" DOUBLE PRECISION;', "longitude"],
    ["create table visit_tracks (\n  id uuid primary key,\n  lat numeric not null\n);", "lat"],
    ["create table t (session_seconds int, id uuid);", "session_seconds"],
    ["alter table sessions\n  add column active_minutes int;", "active_minutes"],
    ["alter table method_versions add column requires_photo boolean;", "requires_photo"],
    ["create table activity_counts (user_id uuid);", "activity_counts"],
    ["alter table observations rename column place to gps;", "gps"],
  ])("finds it in a migration: %s", (text, name) => {
    expect(faultsIn(sqlNames(text))).toContain(name);
  });

  it("finds a place on the map behind a harmless name", () => {
    expect(placeTypes("alter table observations add column spot geometry(Point, 4326);")).not.toEqual([]);
    expect(placeTypes("alter table observations add column spot point;")).toEqual(["point"]);
    expect(placeTypes("create extension postgis;")).toEqual(["postgis"]);
  });

  it("finds a method that asks for it", () => {
    const [field] = parseFields([attachments]);
    if (!field) throw new Error("no field");
    const asked = (over: Partial<MethodField>) =>
      methodFaults({ code: "m", fields: [{ ...field, ...over }] });
    expect(asked({})).toEqual([]);
    expect(asked({ required: true })).toEqual(["m.photos: required file"]);
    expect(asked({ min: 1 })).toEqual(["m.photos: required file"]);
    expect(asked({ key: "gps" })).toEqual(["m.gps: location"]);
    expect(asked({ label: "现场定位" })).toEqual(["m.photos: its label"]);
  });

  it("leaves alone what only sounds alike", () => {
    for (const name of ["startedAt", "place", "last_seen_at", "checked_at", "position", "sign_in_attempts"])
      expect(banOf(name)).toBeNull();
    expect(prismaNames("model A {\n  /// no latitude here\n  id String\n}")).toEqual(["A", "id"]);
  });
});

const attachments = {
  key: "photos",
  label: "照片",
  labelEn: "Photos",
  type: "attachments",
  required: false,
  binds: "evidence",
};

describe("a review", () => {
  /** 推荐票, 酝酿方案, 任免预案: promotion reviews have no place for them (product.md, Never stored). */
  const NEVER = [
    "vote",
    "votes",
    "voter",
    "ballot",
    "ballots",
    "tally",
    "nominee order",
    "appointment plan",
    "draft plan",
    "deliberation",
    "preference",
  ];

  it("has no column for votes, plans of appointments or what was talked over before", () => {
    const schema = readFileSync("prisma/schema/reviews.prisma", "utf8");
    const migration = globSync("prisma/migrations/*_reviews/migration.sql")
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    const names = [...prismaNames(schema), ...sqlNames(migration)];
    expect(names.length).toBeGreaterThan(100);
    const found = names.filter((name) =>
      NEVER.some((phrase) => ` ${wordsOf(name).join(" ")} `.includes(` ${phrase} `)),
    );
    expect(found).toEqual([]);
  });
});

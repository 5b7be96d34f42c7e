/** The screens whose growth is measured, each with the queries that its page sends. */
import { countByState, getAchievement, listAchievements } from "@/lib/achievements/queries";
import { getTrace } from "@/lib/achievements/trace/queries";
import { listVerified } from "@/lib/achievements/verified/queries";
import { listWaiting as listWaitingClaims } from "@/lib/achievements/waiting/queries";
import { listPromoted } from "@/lib/boards/promotions/queries";
import { getBoard } from "@/lib/boards/queries";
import { TASKS_SHOWN } from "@/lib/boards/schema";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { calibrationPeriod, listJudged } from "@/lib/calibration/queries";
import { listTasks } from "@/lib/central-tasks/queries";
import { taskFilter } from "@/lib/central-tasks/schema";
import { getComparison } from "@/lib/comparison/queries";
import { countConcerns, listConcerns, listFileConcerns } from "@/lib/concerns/queries";
import { listConductUse, listWordings } from "@/lib/conduct/queries";
import { countCorrections, listCorrections } from "@/lib/corrections/queries";
import { findReviewerDesk } from "@/lib/coverage/desk/queries";
import { coverage, minima } from "@/lib/coverage/queries";
import { unitRecords } from "@/lib/coverage/unit/queries";
import { getFieldKit } from "@/lib/field/kit/queries";
import { getListRule, listOutstanding } from "@/lib/lists/queries";
import { listReservePage } from "@/lib/lists/reserve/queries";
import { countFollowUps, listFollowUps } from "@/lib/observations/follow-ups/queries";
import { countObservations, listObservations } from "@/lib/observations/queries";
import { getObservation } from "@/lib/observations/record/queries";
import { listWaiting } from "@/lib/observations/review/queries";
import { getTaskRecords } from "@/lib/observations/task/queries";
import { addDays, addMonths, cityDay, type Day, firstOfMonth } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { collectObservers, collectQuarter } from "@/lib/reports/material/queries";
import { listReports } from "@/lib/reports/queries";
import { countOutcomes, listOutcomes } from "@/lib/reviews/outcomes/queries";
import { frontMonths, listPoolPeople } from "@/lib/reviews/pool/queries";
import { judgeAll, poolPage } from "@/lib/reviews/pool/rules";
import { getBatch, getPosition, listBatches, listCandidates } from "@/lib/reviews/queries";
import { outcomeFilter, poolFilter } from "@/lib/reviews/schema";
import { search } from "@/lib/search/queries";
import { typedIn } from "@/lib/search/rules";
import { findLayout } from "@/lib/tables/queries";
import { getTeam } from "@/lib/teams/queries";

/** Spread over the database, the same on each run. */
export type Given = {
  units: string[];
  methods: string[];
  cadres: string[];
  records: string[];
  claims: string[];
  tasks: string[];
  items: string[];
  batches: string[];
  positions: string[];
  words: string[];
  reviewer: Viewer;
  observer: Viewer;
};

export type Screen = {
  name: string;
  by: "reviewer" | "observer";
  ask: (
    db: ScopedDb,
    viewer: Viewer,
    given: Omit<Given, "reviewer" | "observer">,
    turn: number,
  ) => Promise<unknown>;
};

const pick = (list: readonly string[], turn: number): string => list[turn % list.length] ?? "";
const today = (): Day => cityDay(new Date());
const year = () => {
  const last = firstOfMonth(today());
  return { from: addMonths(last, -11), to: today() };
};

/** A year whose last day was two months ago. */
const over = () => {
  const last = addMonths(firstOfMonth(today()), -2);
  return { from: addMonths(last, -11), to: addDays(addMonths(last, 1), -1) };
};

const searchAll = (db: ScopedDb, viewer: Viewer, q: string) =>
  search(db, viewer, { typed: typedIn(q), size: 5, today: today() });

export const SCREENS: readonly Screen[] = [
  {
    name: "list of unit and method",
    by: "reviewer",
    ask: (db, _, given, turn) =>
      listObservations(db, { unit: pick(given.units, turn), method: pick(given.methods, turn) }),
  },
  { name: "newest of all", by: "reviewer", ask: (db) => listObservations(db, {}) },
  {
    name: "count of a unit",
    by: "reviewer",
    ask: (db, _, given, turn) => countObservations(db, { unit: pick(given.units, turn) }, 1_001),
  },
  {
    name: "search, 2 characters",
    by: "reviewer",
    ask: (db, _, given, turn) => listObservations(db, { q: pick(given.words, turn) }),
  },
  {
    name: "search over all",
    by: "reviewer",
    ask: (db, viewer, given, turn) => searchAll(db, viewer, pick(given.words, turn)),
  },
  {
    name: "search over all, observer",
    by: "observer",
    ask: (db, viewer, given, turn) => searchAll(db, viewer, pick(given.words, turn)),
  },
  {
    name: "records of an item",
    by: "reviewer",
    ask: (db, _, given, turn) => listObservations(db, { item: pick(given.items, turn) }),
  },
  {
    name: "record",
    by: "reviewer",
    ask: (db, _, given, turn) => getObservation(db, pick(given.records, turn)),
  },
  { name: "review queue", by: "reviewer", ask: (db, viewer) => listWaiting(db, viewer.id) },
  { name: "reviewer's desk", by: "reviewer", ask: (db, viewer) => findReviewerDesk(db, viewer, today()) },
  {
    name: "cadre file",
    by: "reviewer",
    ask: async (db, viewer, given, turn) => {
      const id = pick(given.cadres, turn);
      await getCadreFile(db, viewer, id, {}, today());
      await listVerified(db, id, today());
      await listFileConcerns(db, id, today());
    },
  },
  {
    name: "cadres",
    by: "reviewer",
    ask: (db, viewer) => listCadres(db, viewer, cadreFilter.parse({}), today()),
  },
  {
    name: "cadres, of an observer",
    by: "observer",
    ask: (db, viewer) => listCadres(db, viewer, cadreFilter.parse({}), today()),
  },
  {
    name: "unit's records",
    by: "reviewer",
    ask: (db, viewer, given, turn) => unitRecords(db, viewer, pick(given.units, turn), year(), today()),
  },
  { name: "coverage, months", by: "reviewer", ask: (db, viewer) => coverage(db, viewer, year(), today()) },
  {
    name: "board",
    by: "reviewer",
    ask: (db, viewer) => getBoard(db, viewer, { ...year(), today: today(), most: TASKS_SHOWN }),
  },
  {
    name: "board of a type of units",
    by: "reviewer",
    ask: (db, viewer) => getBoard(db, viewer, { ...year(), today: today(), most: TASKS_SHOWN, type: "镇街" }),
  },
  {
    name: "board of a task",
    by: "reviewer",
    ask: (db, viewer, given, turn) =>
      getBoard(db, viewer, { ...year(), today: today(), most: TASKS_SHOWN, task: pick(given.tasks, turn) }),
  },
  {
    name: "board, of an observer",
    by: "observer",
    ask: (db, viewer) => getBoard(db, viewer, { ...year(), today: today(), most: TASKS_SHOWN }),
  },
  {
    name: "board of months over",
    by: "reviewer",
    ask: (db, viewer) => getBoard(db, viewer, { ...over(), today: today(), most: 50 }),
  },
  {
    name: "months over, of observer",
    by: "observer",
    ask: (db, viewer) => getBoard(db, viewer, { ...over(), today: today(), most: 50 }),
  },
  { name: "promotion trace", by: "reviewer", ask: (db, viewer) => listPromoted(db, viewer, {}, today()) },
  { name: "coverage, methods", by: "reviewer", ask: (db, viewer) => minima(db, viewer, { asOf: today() }) },
  {
    name: "claims",
    by: "reviewer",
    ask: async (db) => {
      await listAchievements(db, { state: "waiting" });
      await countByState(db, {});
    },
  },
  { name: "claims that wait", by: "reviewer", ask: (db) => listWaitingClaims(db, {}, today()) },
  {
    name: "claim",
    by: "reviewer",
    ask: (db, _, given, turn) => getAchievement(db, pick(given.claims, turn)),
  },
  {
    name: "trace of a claim",
    by: "reviewer",
    ask: (db, _, given, turn) => getTrace(db, pick(given.claims, turn)),
  },
  {
    name: "follow-ups",
    by: "reviewer",
    ask: async (db, viewer) => {
      await listFollowUps(db, viewer, {}, today());
      await countFollowUps(db, viewer, {}, today());
    },
  },
  {
    name: "concerns, corrections",
    by: "reviewer",
    ask: async (db) => {
      await listConcerns(db, {}, today());
      await countConcerns(db, today());
      await listCorrections(db, {}, today());
      await countCorrections(db, today());
    },
  },
  { name: "tasks", by: "reviewer", ask: (db) => listTasks(db, taskFilter.parse({}), today()) },
  {
    name: "task",
    by: "reviewer",
    ask: (db, viewer, given, turn) => getTaskRecords(db, viewer, pick(given.tasks, turn), today()),
  },
  {
    name: "team of a unit",
    by: "reviewer",
    ask: (db, viewer, given, turn) => getTeam(db, viewer, pick(given.units, turn), today()),
  },
  {
    name: "calibration's lines",
    by: "reviewer",
    ask: (db) => listJudged(db, calibrationPeriod(today(), today())),
  },
  {
    name: "conduct lists",
    by: "reviewer",
    ask: async (db) => {
      await listWordings(db);
      await listConductUse(db, { from: year().from });
    },
  },
  {
    name: "lists: outstanding",
    by: "reviewer",
    ask: async (db, viewer) =>
      listOutstanding(db, viewer, await getListRule(db, today()), {}, { asOf: today(), today: today() }),
  },
  {
    name: "lists: reserve",
    by: "reviewer",
    ask: async (db, viewer) =>
      listReservePage(db, viewer, await getListRule(db, today()), {}, { asOf: today(), today: today() }),
  },
  {
    name: "comparison of three",
    by: "reviewer",
    ask: (db, viewer, given, turn) =>
      getComparison(
        db,
        viewer,
        { cadres: [0, 1, 2].map((more) => pick(given.cadres, turn + more)) },
        today(),
      ),
  },
  {
    name: "reviews",
    by: "reviewer",
    ask: async (db, viewer, given, turn) => {
      await listBatches(db);
      await getBatch(db, viewer.id, pick(given.batches, turn));
      await getPosition(db, viewer.id, pick(given.positions, turn));
      await listCandidates(db, viewer.id, pick(given.positions, turn));
    },
  },
  {
    // each of the demo's rules in turn: one of five asks for 主战场
    name: "reviews: pool",
    by: "reviewer",
    ask: async (db, viewer, given, turn) => {
      const position = await getPosition(db, viewer.id, pick(given.positions, turn));
      const { requirements } = position;
      const people = await listPoolPeople(db, [requirements]);
      const filter = poolFilter.parse({ pool: turn % 2 ? "fit" : "excluded" });
      const { shown } = poolPage(judgeAll(people, requirements, position), filter);
      await frontMonths(
        db,
        shown.map(({ person }) => person.id),
        requirements.countedOn,
      );
    },
  },
  {
    name: "reviews: outcomes",
    by: "reviewer",
    ask: async (db) => {
      await listOutcomes(db, outcomeFilter.parse({}), today());
      await countOutcomes(db, today());
    },
  },
  { name: "reports", by: "reviewer", ask: (db) => listReports(db, {}) },
  {
    name: "report: its material",
    by: "reviewer",
    ask: async (db) => {
      const scope = { from: addMonths(firstOfMonth(today()), -3), to: today(), level: 2, at: new Date() };
      await collectQuarter(db, scope);
      await collectObservers(db, scope);
    },
  },
  {
    name: "a table's columns, views",
    by: "reviewer",
    ask: (db, viewer) => findLayout(db, viewer.id, "observations"),
  },
  { name: "phone's kit", by: "observer", ask: (db, viewer) => getFieldKit(db, viewer, new Date()) },
];

/** What a workbook of boards and cadres counts, whoever makes it: no one-source negative remark (rule 5), all else as on the page. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { listPromoted } from "@/lib/boards/promotions/queries";
import { getBoard } from "@/lib/boards/queries";
import { boardRange } from "@/lib/boards/rules";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { listFollowUps } from "@/lib/observations/follow-ups/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "../../support/builders";
import { owner } from "../../support/owner";
import { promote } from "../../support/promotions";
import { createReview } from "../../support/reviews";
import { createTask, type TestTask } from "../../support/tasks";

type Who = Person & { roles: Role[]; unitIds: string[]; cadreId: null };
const DECIDED = addDays(today(), -1);

describe("a workbook", () => {
  let [unit, task, cadre]: [TestUnit, TestTask, TestCadre] = [] as never;
  let people: Record<"author" | "reviewer" | "leader" | "withOwn" | "recused", Who>;

  beforeAll(async () => {
    unit = await createUnit();
    cadre = await createCadre(unit, { startsOn: daysAgo(900) });
    task = await createTask(unit, { startsOn: daysAgo(300) });
    const as = async (role: Role, over: Parameters<typeof createPerson>[1] = {}): Promise<Who> => ({
      ...(await createPerson(role, { clearance: 3, ...over })),
      roles: [role],
      unitIds: over.units?.map(({ id }) => id) ?? [],
      cadreId: null,
    });
    people = {
      author: await as("OBSERVER", { units: [unit] }),
      reviewer: await as("REVIEWER"),
      leader: await as("LEADER"),
      withOwn: await as("REVIEWER"),
      recused: await as("REVIEWER"),
    };
    const made = { task, cadres: [cadre], state: "ACCEPTED" as const };
    await createObservation(people.author, unit, { ...made, polarity: "POSITIVE", on: daysAgo(70) });
    await createObservation(people.author, unit, { ...made, polarity: "NEUTRAL", on: daysAgo(2) });
    await createObservation(people.author, unit, {
      ...made,
      polarity: "ATTENTION",
      isCorroborated: true,
      on: daysAgo(3),
    });
    // one source: in the current month and in an older one
    await createObservation(people.author, unit, { ...made, polarity: "ATTENTION", on: daysAgo(4) });
    await createObservation(people.author, unit, {
      ...made,
      polarity: "ATTENTION",
      method: "stakeholder_visit",
      on: daysAgo(75),
    });
    await createObservation(people.withOwn, await createUnit(), { polarity: "NEUTRAL" });
    await promote(cadre, unit, unit, DECIDED);
    const review = await createReview({ unit, cadres: [await createCadre(unit)] });
    const answer = await recuseFromCandidate(review.leader, {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      userId: people.recused.id,
      kind: "COLLEAGUE",
      reason: "曾在同一科室共事",
    });
    expect(answer).toMatchObject({ ok: true });
  });

  it("holds no follow-up of a one-source remark, as rows and as a count", async () => {
    const viewer = people.reviewer;
    const { rows } = await owner().query<{ id: string; is_guarded: boolean }>(
      "select id, is_guarded from observations where unit_id = $1 order by started_at",
      [unit.id],
    );
    const made = await Promise.all(
      rows.map(async (record) => {
        const { rows: stored } = await owner().query<{ id: string }>(
          `insert into follow_ups (observation_id, unit_id, owner_id, title, due_on) values ($1, $2, $3, '再核一次', $4) returning id`,
          [record.id, unit.id, people.author.id, today()],
        );
        return { id: stored[0]?.id, isGuarded: record.is_guarded };
      }),
    );
    const listed = async (forOthers: boolean) =>
      (
        await read(viewer, (db) => listFollowUps(db, viewer, { unit: unit.id }, today(), { forOthers }))
      ).items.map(({ id }) => id);
    expect(new Set(await listed(false))).toEqual(new Set(made.map(({ id }) => id)));
    expect(new Set(await listed(true))).toEqual(
      new Set(made.filter(({ isGuarded }) => !isGuarded).map(({ id }) => id)),
    );
    const author = people.author;
    const open = async (forOthers: boolean) =>
      Object.values(
        (
          await read(author, (db) =>
            getBoard(db, author, { ...boardRange({ span: "12" }, today()), today: today(), forOthers }),
          )
        ).followUps,
      ).reduce((all, one) => all + one, 0);
    expect([await open(false), await open(true)]).toEqual([5, 3]);
  });

  const counts = (viewer: Who, forOthers: boolean) =>
    read(viewer, async (db) => {
      const board = await getBoard(db, viewer, {
        ...boardRange({ span: "12" }, today()),
        today: today(),
        task: task.id,
        forOthers,
      });
      const sum = (kept: Record<string, number>) => Object.values(kept).reduce((all, one) => all + one, 0);
      const list = await listCadres(db, viewer, cadreFilter.parse({ unit: unit.id }), today(), { forOthers });
      const own = list.items.find(({ id }) => id === cadre.id);
      const month = DECIDED.slice(0, 7);
      const promoted = viewer.roles.includes("OBSERVER")
        ? []
        : await listPromoted(db, viewer, { from: month, to: month }, today(), { forOthers });
      return {
        methods: sum(board.byMethod),
        tones: sum(board.byTone),
        months: sum(board.byMonth),
        task: board.tasks.find(({ id }) => id === task.id)?.records,
        recent: own?.recentRecords,
        strength: own?.strength?.records,
        kinds: own?.strength?.methods,
        promoted: promoted.find(({ cadreId }) => cadreId === cadre.id)?.records,
      };
    });
  const five = { methods: 5, tones: 5, months: 5, task: 5, recent: 5, strength: 5, kinds: 2 };
  const three = { methods: 3, tones: 3, months: 3, task: 3, recent: 3, strength: 3, kinds: 1 };

  it("of whom one-source remarks are shown to leaves them out, and the page does not", async () => {
    for (const who of ["reviewer", "withOwn", "recused"] as const) {
      expect(await counts(people[who], false), who).toEqual({ ...five, promoted: 5 });
      expect(await counts(people[who], true), who).toEqual({ ...three, promoted: 3 });
    }
    expect(await counts(people.author, false)).toEqual({ ...five, promoted: undefined });
    expect(await counts(people.author, true)).toEqual({ ...three, promoted: undefined });
  });

  it("of a leader is the leader's page", async () => {
    expect(await counts(people.leader, false)).toEqual({ ...three, promoted: 3 });
    expect(await counts(people.leader, true)).toEqual({ ...three, promoted: 3 });
  });
});

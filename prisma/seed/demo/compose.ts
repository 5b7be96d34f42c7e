/** Writes one record from its situation, then gives it its reviews and follow-ups. */
import type { MethodCode } from "../../../lib/methods/schema";
import { addDays, momentOf } from "../support/days";
import { createRandom, type Random } from "../support/random";
import { detailsOf, lineOf } from "./details";
import type { Unit } from "./people";
import type { DemoRecord, RecordFollowUp } from "./record";
import type { Task } from "./tasks";
import * as phrases from "./texts/phrases";
import { methodPlaces, taskThemes } from "./texts/task-themes";
import { type Theme, themesByType } from "./texts/themes";
import { userId } from "./users";
import type { Held, World } from "./world";

type Event = {
  id: string;
  unit: Unit;
  day: string;
  method: MethodCode;
  observerId: string;
  secondObserverId: string | null;
  task: Task | null;
  cadres: Held[];
};

const minutesOf: Record<MethodCode, [number, number]> = {
  regular_talk: [30, 75],
  sit_in: [60, 180],
  field_survey: [40, 150],
  multi_verify: [60, 180],
  critical_task: [90, 300],
  stakeholder_visit: [25, 75],
  unannounced_check: [20, 60],
  democratic_assessment: [60, 120],
  record_review: [40, 150],
  achievement_review: [40, 120],
};
const dimensions = ["VIRTUE", "ABILITY", "DILIGENCE", "PERFORMANCE", "INTEGRITY"] as const;

/** {n} is above {m}; a second percentage lies below the first. */
function fillWith(random: Random): (text: string) => string {
  return (text) => {
    const n = random.int(3, 9);
    const p = random.int(24, 98);
    return text
      .replaceAll("{m}%", `${Math.max(9, p - random.int(6, 19))}%`)
      .replaceAll("{n}", String(n))
      .replaceAll("{m}", String(random.int(2, n - 1)))
      .replaceAll("{p}", String(p));
  };
}

export function compose(random: Random, world: World, event: Event): DemoRecord {
  const { method, day, unit, task } = event;
  const theme = random.pick(task ? taskThemes[task.kind] : (themesByType[unit.type] ?? []));
  // what is hard, what is done and what comes of it belong together: they stand at the same place in a theme
  const thread = random.int(0, theme.difficulties.length - 1);
  const fill = fillWith(random);
  const configured = world.methods[method];
  const polarity = random.weighted([
    ["POSITIVE", 55],
    ["NEUTRAL", 39],
    ["ATTENTION", 6],
  ] as const);
  const isAttention = polarity === "ATTENTION" && event.cadres.length > 0;
  const [shortest, longest] = minutesOf[method];
  const begins = random.int(34, method === "critical_task" ? 78 : 66) * 15;
  const ends = begins + Math.round(random.int(shortest, longest) / 5) * 5;
  const lines = event.cadres.map(({ cadre }, at) => {
    const action = fill(theme.actions[(thread + at) % theme.actions.length] ?? "");
    return { cadreId: cadre.id, name: cadre.name, action, ...lineOf(method, random, action) };
  });
  const place = random.pick(methodPlaces[method] ?? theme.places);
  const chosen = random.shuffle(dimensions).slice(0, random.int(1, 2));
  const situation = {
    day,
    theme,
    fill,
    cadreIds: event.cadres.map((held) => held.cadre.id),
    taskId: task?.id ?? null,
    taskName: task?.name ?? "",
    isAttention,
  };
  return {
    id: event.id,
    unitId: unit.id,
    observerId: event.observerId,
    secondObserverId: event.secondObserverId,
    method,
    centralTaskId: task?.id ?? null,
    visitId: null,
    startedAt: momentOf(day, begins),
    endedAt: momentOf(day, ends),
    place,
    fact: factOf({
      random,
      fill,
      method,
      theme,
      thread,
      place,
      task,
      lines,
      minutes: ends - begins,
      isAttention,
    }),
    judgement: judgementOf(
      random,
      isAttention ? "ATTENTION" : polarity === "POSITIVE" ? "POSITIVE" : null,
      chosen,
    ),
    dimensions: chosen,
    polarity: isAttention || polarity !== "ATTENTION" ? polarity : "NEUTRAL",
    confidentiality:
      method === "regular_talk"
        ? random.weighted([
            [1, 15],
            [2, 78],
            [3, 7],
          ] as const)
        : configured.confidentiality,
    details: detailsOf(method, random, situation),
    evidenceNote: configured.isEvidenceAsked ? random.pick(phrases.evidenceNotes) : "",
    conductItemIds: [],
    links: [],
    state: "SUBMITTED",
    isCorroborated: false,
    cadres: lines.map(({ cadreId, name, roleInEvent, details }) => ({ cadreId, name, roleInEvent, details })),
    reviews: [],
    followUps: followUpsOf(random, fill, world, event, theme, isAttention),
    firstSubmittedAt: momentOf(day, Math.max(ends + 10, random.int(17 * 60, 21 * 60 + 30))),
    amended: null,
  };
}

type Telling = {
  random: Random;
  fill: (text: string) => string;
  method: MethodCode;
  theme: Theme;
  thread: number;
  place: string;
  task: Task | null;
  lines: { name: string; action: string }[];
  minutes: number;
  isAttention: boolean;
};

function factOf({
  random,
  fill,
  method,
  theme,
  thread,
  place,
  task,
  lines,
  minutes,
  isAttention,
}: Telling): string {
  const frame = phrases.frames[method];
  const [first, ...others] = lines;
  const write = (text: string) =>
    fill(
      text
        .replaceAll("{s}", place)
        .replaceAll("{t}", task && method === "critical_task" ? task.name : theme.project)
        .replaceAll("{c}", first?.name ?? "经办干部")
        .replaceAll("{d}", theme.difficulties[thread] ?? "")
        .replaceAll("{a}", first?.action ?? theme.actions[thread] ?? "")
        .replaceAll("{r}", theme.results[thread] ?? random.pick(theme.results))
        .replaceAll("{long}", String(minutes)),
    );
  const parts = [write(random.pick(frame.open)), write(random.pick(frame.body))];
  for (const other of others)
    parts.push(`${random.pick(["此外，", "同时，", "分工方面，"])}${other.name}${other.action}。`);
  if (isAttention) parts.push(write(random.pick(phrases.attentionFacts)));
  else parts.push(write(random.pick(frame.close)));
  return parts.join("");
}

function judgementOf(
  random: Random,
  kind: "POSITIVE" | "ATTENTION" | null,
  chosen: readonly phrases.Dimension[],
): string {
  if (!kind) return random.pick(phrases.neutralJudgements);
  return chosen.map((dimension) => random.pick(phrases.judgements[kind][dimension])).join("");
}

function followUpsOf(
  random: Random,
  fill: (text: string) => string,
  world: World,
  { id, day, unit, observerId }: Event,
  theme: Theme,
  isGuarded: boolean,
): RecordFollowUp[] {
  if (!random.chance(0.11)) return [];
  const title = fill(
    random
      .pick(phrases.followUpTitles)
      .replace("{t}", theme.project)
      .replace("{d}", random.pick(theme.difficulties)),
  );
  const dueOn = addDays(day, random.int(7, 30));
  // what is long due is nearly always done; the rest shows as overdue
  const isDone =
    dueOn < addDays(world.today, -10) ? random.chance(0.94) : dueOn < world.today && random.chance(0.5);
  const doneOn = addDays(dueOn, -random.int(0, 5));
  if (!isDone && world.openShare < 1 && !createRandom(`open:${id}`).chance(world.openShare)) return [];
  return [
    {
      // an open matter goes with the unit to the observer of today; one that a remark raised stays its author's (rule 5)
      ownerId: isDone || isGuarded ? observerId : (world.observerOn(unit.code, world.today) ?? observerId),
      title,
      dueOn,
      doneAt: isDone ? momentOf(doneOn > day ? doneOn : dueOn, 16 * 60) : null,
      outcome: isDone
        ? random.pick(["已回看，进度与承诺一致。", "已核对台账，数字相符。", "仍有一处未办结，另行登记。"])
        : "",
    },
  ];
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

/** 审核: nobody above their clearance; a returned record may have come back a second time. */
export function settle(random: Random, world: World, record: DemoRecord, state: DemoRecord["state"]): void {
  record.state = state;
  if (state === "SUBMITTED") return;
  const day = record.firstSubmittedAt.slice(0, 10);
  const latest = momentOf(addDays(world.today, -1), 23 * 60 + 50);
  const reviewerId = userId(
    record.confidentiality === 3
      ? "reviewer2"
      : random.pick(["reviewer", "reviewer", "reviewer2", "reviewer3", "reviewer4"]),
  );
  const decide = (revisionNo: number, decision: "ACCEPT" | "RETURN", after: number) =>
    record.reviews.push({
      revisionNo,
      reviewerId,
      decision,
      reason: decision === "RETURN" ? random.pick(phrases.returnReasons) : "",
      decidedAt: earlier(momentOf(addDays(day, after), random.int(9 * 60, 17 * 60)), latest),
    });
  if (state === "RETURNED") {
    decide(1, "RETURN", 1);
    return;
  }
  // drawn for what concerns.ts decides now; every later draw, and so the world, stays what it was
  if (record.polarity === "ATTENTION") random.chance(0.35);
  if (day < addDays(world.today, -12) && random.chance(0.018)) {
    decide(1, "RETURN", 1);
    const firstFact = record.fact.slice(0, Math.ceil(record.fact.length * 0.6));
    record.amended = {
      at: momentOf(addDays(day, 3), 10 * 60),
      reason: random.pick(phrases.amendReasons),
      firstFact,
    };
    decide(2, "ACCEPT", random.int(4, 6));
  } else decide(1, "ACCEPT", random.int(1, 4));
}

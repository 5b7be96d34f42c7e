/**
 * 任用结果 of the last eighteen months: the last post of some 120 people is cut in two on the day of their promotion, before
 * anything is told of them, so that roster, records and sheets all know both. Most come from the front line.
 */
import type { ClientBase } from "pg";
import { addDays, addMonths, daysBetween, nextWorkingDay } from "../support/days";
import { insertRows } from "../support/insert";
import { createRandom, idOf } from "../support/random";
import type { Cadre, Holding, Unit } from "./people";
import type { Seat } from "./posts";
import type { Task } from "./tasks";
import { userId } from "./users";

export type Promotion = {
  cadre: Cadre;
  holding: Holding;
  from: Holding;
  decidedOn: string;
  startedOn: string;
};

const PROMOTED = 120;
/** Of ten, as many come from the front line. */
const FROM_FRONT = 0.68;
const SIX_MONTHS = 184;

const seat = (title: string, level: string, tier: Seat["tier"]): Seat => ({ title, level, tier });
/** The next post up, of the same unit: where one moves is told elsewhere in this world. */
function nextSeat({ level, title }: Holding, type: string): Seat | null {
  switch (level) {
    case "二级科员":
    case "一级科员":
      return seat(type === "镇街" ? "便民服务中心副主任" : "综合科副科长", "股所级副职", "MIDDLE");
    case "股所级副职":
      return seat(title.replace("副科长", "科长").replace("副部长", "部长"), "股所级正职", "MIDDLE");
    case "股所级正职":
      return seat(type === "镇街" ? "党委委员、副镇长（副主任）" : "党组成员", "乡科级副职", "TEAM");
    case "乡科级副职":
      return seat(type === "镇街" ? "党委副书记、政法委员" : "党组副书记", "乡科级正职", "TEAM");
    case "企业一般管理人员":
      return seat("综合管理部副经理", "企业中层正职", "MIDDLE");
    case "企业中层正职":
      return seat("总经理助理", "市管副职", "TEAM");
    default:
      return null;
  }
}

/** Days on 主战场 in the two years before a day. */
function frontDays(cadreId: string, tasks: readonly Task[], day: string): number {
  const since = addMonths(day, -24);
  let days = 0;
  for (const task of tasks) {
    if (task.battlefieldFrom === null) continue;
    for (const member of task.members) {
      if (member.cadreId !== cadreId) continue;
      const starts = [member.startsOn, task.battlefieldFrom, since].sort().at(-1) ?? since;
      const ends =
        [member.endsOn, task.battlefieldTo, task.endsOn, addDays(day, -1)]
          .filter((end) => end !== null)
          .sort()[0] ?? day;
      days += Math.max(0, daysBetween(starts, ends) + 1);
    }
  }
  return days;
}

/** Changes the posts of those whom it promotes. Units of the story and people with an account stay as they are told. */
export function promote(
  today: string,
  cadres: readonly Cadre[],
  units: readonly Unit[],
  tasks: readonly Task[],
  untouched: ReadonlySet<string>,
): Promotion[] {
  const random = createRandom("promotions");
  const typeOf = new Map(units.map(({ code, type }) => [code, type]));
  const found: Promotion[] = [];
  const front = Math.round(PROMOTED * FROM_FRONT);
  const shuffled = random.shuffle(cadres);
  for (const isFront of [true, false]) {
    let left = isFront ? front : PROMOTED - found.length;
    for (const cadre of shuffled) {
      if (left === 0) break;
      const held = cadre.holdings.at(-1);
      if (!held || held.endsOn !== null || untouched.has(held.unitCode) || untouched.has(cadre.id)) continue;
      if (found.some((one) => one.cadre === cadre)) continue;
      const next = nextSeat(held, typeOf.get(held.unitCode) ?? "");
      // heads of a unit stay few
      if (!next || (!isFront && next.level === "乡科级正职" && random.chance(0.7))) continue;
      // a day on which they had been at the front line long enough, if there is one among these
      const days = Array.from({ length: isFront ? 6 : 1 }, () =>
        nextWorkingDay(addDays(today, -random.int(12, 18 * 30))),
      );
      const startedOn = days.find(
        (day) =>
          daysBetween(held.startsOn, day) >= 400 && frontDays(cadre.id, tasks, day) >= SIX_MONTHS === isFront,
      );
      if (!startedOn) continue;
      const holding: Holding = {
        ...next,
        id: idOf(`promotion:${cadre.key}`),
        unitCode: held.unitCode,
        startsOn: startedOn,
        endsOn: null,
      };
      held.endsOn = addDays(startedOn, -1);
      cadre.holdings.push(holding);
      found.push({
        cadre,
        holding,
        from: held,
        decidedOn: nextWorkingDay(addDays(startedOn, -random.int(11, 16))),
        startedOn,
      });
      left--;
    }
  }
  return found;
}

export async function insertPromotions(
  client: ClientBase,
  promotions: readonly Promotion[],
  unit: (code: string) => string | null,
  today: string,
  /** in which review it was decided */
  reviewOf: (promotion: Promotion) => { positionId: string; candidateId: string } | null = () => null,
): Promise<void> {
  const random = createRandom("promotion trials");
  await insertRows(
    client,
    "promotion_outcomes",
    {
      id: "uuid",
      cadre_id: "uuid",
      post_holding_id: "uuid",
      decided_on: "date",
      started_on: "date",
      from_unit_id: "uuid",
      from_title: "text",
      from_level: "text",
      to_unit_id: "uuid",
      to_title: "text",
      to_level: "text",
      to_tier: "text",
      position_id: "uuid",
      candidate_id: "uuid",
      document: "text",
      trial_ends_on: "date",
      trial_result: "text",
      trial_reason: "text",
      trial_by: "uuid",
      trial_on: "date",
      recorded_by: "uuid",
    },
    promotions.map((promotion, at) => {
      const { cadre, holding, from, decidedOn, startedOn } = promotion;
      const review = reviewOf(promotion);
      const trial = holding.tier === "STAFF" ? null : addDays(addMonths(startedOn, 12), -1);
      const isOver = trial !== null && trial < today && !random.chance(0.05);
      return {
        id: idOf(`outcome:${cadre.key}`),
        cadre_id: cadre.id,
        post_holding_id: holding.id,
        decided_on: decidedOn,
        started_on: startedOn,
        from_unit_id: unit(from.unitCode),
        from_title: from.title,
        from_level: from.level,
        to_unit_id: unit(holding.unitCode),
        to_title: holding.title,
        to_level: holding.level,
        to_tier: holding.tier,
        position_id: review?.positionId ?? null,
        candidate_id: review?.candidateId ?? null,
        document: `任字〔${decidedOn.slice(0, 4)}〕${(at % 60) + 1}号`,
        trial_ends_on: trial,
        trial_result: isOver ? "PASSED" : null,
        trial_reason: isOver ? "试用期满考核合格，按期转正。" : "",
        trial_by: isOver ? userId("reviewer2") : null,
        trial_on: isOver && trial ? trial : null,
        recorded_by: userId("reviewer"),
      };
    }),
  );
}

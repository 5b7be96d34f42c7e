/** Cadres and their post histories; some moved between units inside the window, so that rule 4 shows. */
import units from "../reference/units.json";
import { addDays, addMonths } from "../support/days";
import { createRandom, idOf, type Random } from "../support/random";
import { createNames } from "./names";
import { earlierTitles, type Seat, seatsOf, type Tier } from "./posts";

export type Unit = { id: string; code: string; shortName: string; type: string };
export type Holding = Seat & { id: string; unitCode: string; startsOn: string; endsOn: string | null };
export type Cadre = {
  id: string;
  key: string;
  name: string;
  gender: "男" | "女";
  bornOn: string;
  ethnicity: string;
  nativePlace: string;
  joinedPartyOn: string | null;
  startedWorkOn: string;
  education: string;
  speciality: string;
  holdings: Holding[];
};

export const allUnits: Unit[] = units.map(({ code, shortName, type }) => ({
  id: idOf(`unit:${code}`),
  code,
  shortName,
  type,
}));

const nativePlaces = [
  "浙江义乌",
  "浙江义乌",
  "浙江义乌",
  "浙江东阳",
  "浙江永康",
  "浙江兰溪",
  "浙江诸暨",
  "江西上饶",
  "安徽歙县",
  "湖南衡阳",
];
const educations = ["大学本科", "大学本科", "大学本科", "研究生", "省委党校研究生", "大学专科"];
const specialities = [
  "行政管理",
  "土木工程",
  "法学",
  "汉语言文学",
  "经济学",
  "城乡规划",
  "农学",
  "会计学",
  "计算机科学与技术",
  "公共管理",
];
const bornBetween: Record<Tier, [number, number]> = { TEAM: [36, 54], MIDDLE: [30, 50], STAFF: [24, 38] };

/** People whom the story and the demo accounts name. The first key letter is the unit, the number its seat. */
const named: Record<string, { name: string; gender: "男" | "女" }> = {
  "ZJ14:3": { name: "盛郅川", gender: "男" },
  "ZJ14:5": { name: "骆峤嵘", gender: "男" },
  "ZF12:3": { name: "宣澍岑", gender: "男" },
  "ZF11:7": { name: "季筠婧", gender: "女" },
};
export const cadreId = (key: string): string => idOf(`cadre:${key}`);

export function createCadres(today: string, perUnit: number, taken: readonly string[]): Cadre[] {
  const random = createRandom("people");
  const nextName = createNames(random, [...taken, ...Object.values(named).map((person) => person.name)]);
  return allUnits.flatMap((unit) =>
    seatsOf(unit.type, perUnit).map((seat, at) => {
      const key = `${unit.code}:${at + 1}`;
      const name = named[key]?.name ?? nextName();
      return createCadre(random, today, unit, seat, key, name, named[key]?.gender);
    }),
  );
}

/** Who would join in a time to come has not joined. */
const past = (day: string, today: string): string | null => (day <= today ? day : null);

function createCadre(
  random: Random,
  today: string,
  unit: Unit,
  seat: Seat,
  key: string,
  name: string,
  knownGender?: "男" | "女",
): Cadre {
  const [youngest, oldest] = bornBetween[seat.tier];
  const born = addMonths(`${today.slice(0, 7)}-01`, -random.int(youngest * 12, oldest * 12));
  const started = addMonths(born, random.int(21 * 12, 24 * 12));
  const maybeMember = seat.tier === "TEAM" || random.chance(0.8);
  return {
    id: cadreId(key),
    key,
    name,
    gender: knownGender ?? (random.chance(0.36) ? "女" : "男"),
    bornOn: born,
    ethnicity: random.chance(0.97) ? "汉族" : random.pick(["畲族", "回族", "土家族"]),
    nativePlace: random.pick(nativePlaces),
    joinedPartyOn: maybeMember ? past(addMonths(started, random.int(-18, 60)), today) : null,
    startedWorkOn: started,
    education: random.pick(educations),
    speciality: random.pick(specialities),
    holdings: createHoldings(random, today, unit, seat, key, addMonths(started, 6), Boolean(knownGender)),
  };
}

/** One primary post at a time, without gaps; the last runs on. Backwards from today. */
function createHoldings(
  random: Random,
  today: string,
  unit: Unit,
  seat: Seat,
  key: string,
  earliest: string,
  isFixed: boolean,
): Holding[] {
  const movedRecently = !isFixed && random.chance(0.07);
  const months = movedRecently ? random.int(2, 15) : random.int(24, 80);
  const changes = seat.tier === "STAFF" ? random.int(0, 1) : random.int(0, 3);
  const holdings: Holding[] = [];
  let startsOn = addDays(addMonths(today, -months), -random.int(0, 27));
  let endsOn: string | null = null;
  const add = (held: Seat, unitCode: string) => {
    holdings.unshift({ ...held, id: idOf(`holding:${key}:${holdings.length}`), unitCode, startsOn, endsOn });
    endsOn = addDays(startsOn, -1);
    startsOn = addMonths(startsOn, -random.int(24, 60));
  };
  add(seat, unit.code);
  for (let n = 0; n < Math.max(changes, movedRecently ? 1 : 0) && startsOn > earliest; n++) {
    const elsewhere = movedRecently && n === 0 ? true : random.chance(0.5);
    const from = elsewhere ? random.pick(allUnits) : unit;
    add(random.pick(earlierTitles[seat.tier]), from.code);
  }
  return holdings;
}

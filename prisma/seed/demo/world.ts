/** Everything that stands before the first observation, with the look-ups that the generator needs. */
import { type MethodCode, type MethodField, methodCodes, parseFields } from "../../../lib/methods/schema";
import methods from "../reference/methods.json";
import { addDays, addMonths } from "../support/days";
import { idOf } from "../support/random";
import { type Assignment, createAssignments, createRecusals, type Recusal } from "./assignments";
import { allUnits, type Cadre, createCadres, type Unit } from "./people";
import { type Promotion, promote } from "./promotions";
import { createTasks, type Task } from "./tasks";
import { accountNames, createUsers, type User } from "./users";

export type Method = {
  id: string;
  versionId: string;
  confidentiality: 1 | 2 | 3;
  isEvidenceAsked: boolean;
  fields: MethodField[];
};
export type Held = { cadre: Cadre; title: string; from: string; until: string; weight: number };

export type World = {
  today: string;
  /** first day with records */
  start: string;
  units: Unit[];
  users: User[];
  cadres: Cadre[];
  assignments: Assignment[];
  recusals: Recusal[];
  tasks: Task[];
  /** of what would stand open, how much does: people can keep only so much open at a time, however many records there are */
  openShare: number;
  /** their posts are among the holdings already */
  promotions: Promotion[];
  methods: Record<MethodCode, Method>;
  /** who held a post in a unit, by unit code */
  held: Map<string, Held[]>;
  cadreById: Map<string, Cadre>;
  observerOn: (unitCode: string, day: string) => string | undefined;
};

/** Left alone for more than three months: the dashboard has to find them. */
export const silentUnits: ReadonlySet<string> = new Set(["QT04", "QT08", "DW11", "GQ10", "XY05"]);
export const SILENT_DAYS = 100;
const MONTHS = 18;

const attention = { TEAM: 1, MIDDLE: 0.55, STAFF: 0.12 } as const;

/** Units of the story and of the demo accounts. */
const untold: ReadonlySet<string> = new Set(["ZJ14", "ZF11", "ZF12"]);

/** `times`: how many cities' records the same people wrote; more than one only for benchmarks. */
export function createWorld(today: string, cadresPerUnit: number, times = 1): World {
  const users = createUsers();
  const cadres = createCadres(today, cadresPerUnit, [...accountNames, ...users.map((user) => user.name)]);
  const assignments = createAssignments(today, users);
  const tasks = createTasks(today, cadres, assignments, times);
  // who is met where is told as before: a promotion moves nobody to another unit
  const held = holdersByUnit(cadres);
  const promotions = promote(today, cadres, allUnits, tasks, untold);
  const byUnit = Map.groupBy(assignments, (assignment) => assignment.unitCode);
  return {
    today,
    start: addMonths(today, -MONTHS),
    units: allUnits,
    users,
    cadres,
    assignments,
    recusals: createRecusals(today, assignments),
    tasks,
    promotions,
    openShare: 1 / times,
    methods: readMethods(),
    held,
    cadreById: new Map(cadres.map((cadre) => [cadre.id, cadre])),
    observerOn: (unitCode, day) =>
      byUnit
        .get(unitCode)
        ?.find((each) => each.startsOn <= day && (each.endsOn === null || day <= each.endsOn))?.observerId,
  };
}

export const methodOf = (code: MethodCode): string => idOf(`method:${code}`);

function readMethods(): Record<MethodCode, Method> {
  const entries = methodCodes.map((code) => {
    const method = methods.find((each) => each.code === code);
    if (!method) throw new Error(`methods.json has no ${code}`);
    return [
      code,
      {
        id: methodOf(code),
        versionId: idOf(`method:${code}:1`),
        confidentiality: method.defaultConfidentiality === 2 ? 2 : 1,
        isEvidenceAsked: method.isEvidenceAsked,
        fields: parseFields(method.fields),
      },
    ] as const;
  });
  return Object.fromEntries(entries) as Record<MethodCode, Method>;
}

function holdersByUnit(cadres: Cadre[]): Map<string, Held[]> {
  const held = cadres.flatMap((cadre) =>
    cadre.holdings.map((holding) => ({
      unitCode: holding.unitCode,
      cadre,
      title: holding.title,
      from: holding.startsOn,
      until: holding.endsOn ?? addDays("2999-12-30", 1),
      weight: attention[holding.tier],
    })),
  );
  return Map.groupBy(held, (each) => each.unitCode);
}

/** Who and what can be chosen on the day of the event (rule 4). */
type Holding = { from: string; to: string | null };
export type PickCadre = {
  id: string;
  name: string;
  title: string;
  tier: "TEAM" | "MIDDLE" | "STAFF";
  /** pinyin and initials, space-separated */
  keys: string;
  from: string;
  to: string | null;
};
export type PickTask = {
  id: string;
  name: string;
  from: string;
  to: string | null;
  members: PickCadre[];
  /** they are there only where the server can be asked; a kit of an earlier release has all of them */
  isWithoutMembers?: boolean;
};

/** An earlier record that a new one may go on from, with its first words. */
export type RecentRecord = {
  id: string;
  day: string;
  methodName: string;
  methodNameEn: string;
  words: string;
};
/** Another of the observer's own units. */
export type VisitUnit = { id: string; name: string; cadres: PickCadre[] };

const holdsOn = (one: Holding, day: string): boolean => one.from <= day && (one.to === null || day <= one.to);

/** Who held a post in the unit that day, and the chosen task's members (rule 4); team and members first, each once. */
export function candidatesOn(
  day: string,
  cadres: PickCadre[],
  task: PickTask | undefined,
): { team: PickCadre[]; others: PickCadre[] } {
  const members = (task?.members ?? []).filter((one) => holdsOn(one, day));
  const memberIds = new Set(members.map((one) => one.id));
  const seen = new Set<string>();
  const present = [...cadres, ...members].flatMap((one) => {
    if (!holdsOn(one, day) || seen.has(one.id)) return [];
    seen.add(one.id);
    // whoever chose the task looks for its members: they stand among the chips
    return [memberIds.has(one.id) ? { ...one, tier: "TEAM" as const } : one];
  });
  return {
    team: present.filter((one) => one.tier === "TEAM"),
    others: present.filter((one) => one.tier !== "TEAM"),
  };
}

export const tasksOn = (day: string, tasks: PickTask[]): PickTask[] =>
  tasks.filter((task) => holdsOn(task, day));

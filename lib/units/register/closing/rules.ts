/** Whether a closing may be taken back. */
export const HINDRANCES = ["NAME_TAKEN", "CHANGED", "RECUSED", "FULL", "LEFT"] as const;
/** `name`: of the unit that bears the name now, or of the observer whose assignment cannot come back. */
export type Hindrance = { name: string; why: (typeof HINDRANCES)[number] };

/** Who observes no more is no hindrance: that assignment stays ended, and somebody else gets the unit. */
export const isBlocked = (hindrances: readonly Hindrance[]): boolean =>
  hindrances.some(({ why }) => why !== "LEFT");

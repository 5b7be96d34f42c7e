const KEYS = {
  1: "status.clearance.1",
  2: "status.clearance.2",
  3: "status.clearance.3",
} as const;

/** 1 内部 2 限定 3 严控 */
export const clearanceKey = (clearance: number) => KEYS[clearance === 3 ? 3 : clearance === 2 ? 2 : 1];

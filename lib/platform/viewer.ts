import type { Role } from "./rights";

/** The person on whose behalf a transaction runs, as the database's enter() tells it. */
export type Viewer = {
  id: string;
  account: string;
  name: string;
  department: string;
  roles: Role[];
  /** highest confidentiality read: 1 内部 2 限定 3 严控 */
  clearance: number;
  /** units of the live assignments */
  unitIds: string[];
  /** a liaison's unit */
  ownUnitId: string | null;
  /** set when the person is a cadre of the database */
  cadreId: string | null;
  locale: "zh-CN" | "en";
};

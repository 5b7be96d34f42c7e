/** The department's people, the three administrators, liaisons and a cadre; 40 of them are observers. */
import { createRandom, idOf } from "../support/random";
import accounts from "./accounts.json";
import { createNames } from "./names";
import { cadreId } from "./people";

export type User = {
  id: string;
  account: string;
  name: string;
  department: string;
  clearance: 1 | 2 | 3;
  unitId: string | null;
  cadreId: string | null;
  role: string;
};

export const OBSERVERS = 40;
export const userId = (account: string): string => idOf(`user:${account}`);
export const accountNames: readonly string[] = accounts.map((account) => account.name);

const sections = ["干部一科", "干部二科", "公务员科", "组织科", "人才科", "干部监督科", "办公室"];
const places: Record<string, Partial<User>> = {
  observer: { department: "干部二科" },
  observer2: { department: "组织科" },
  reviewer: { department: "干部一科", clearance: 2 },
  reviewer2: { department: "干部一科", clearance: 3 },
  leader: { department: "部领导", clearance: 3 },
  admin: { department: "办公室" },
  sysadmin: { department: "信息中心" },
  secadmin: { department: "办公室" },
  auditor: { department: "干部监督科" },
  liaison: { department: "党政办公室", unitId: idOf("unit:ZJ14") },
  liaison2: { department: "办公室", unitId: idOf("unit:ZF12") },
  liaison3: { department: "办公室", unitId: idOf("unit:ZF11") },
  cadre: { department: "赤岸镇", cadreId: cadreId("ZJ14:5") },
};

export function createUsers(): User[] {
  const random = createRandom("users");
  const nextName = createNames(random, accountNames);
  const user = (account: string, name: string, role: string, over: Partial<User> = {}): User => ({
    id: userId(account),
    account,
    name,
    role,
    department: random.pick(sections),
    clearance: 1,
    unitId: null,
    cadreId: null,
    ...over,
  });
  const named = accounts.map((each) => user(each.account, each.name, each.role, places[each.account]));
  const others = Array.from({ length: OBSERVERS - 2 }, (_, at) =>
    user(`observer${String(at + 3).padStart(2, "0")}`, nextName(), "OBSERVER"),
  );
  const reviewers = ["reviewer3", "reviewer4"].map((account, at) =>
    user(account, nextName(), "REVIEWER", { department: `干部${"一二"[at]}科`, clearance: 2 }),
  );
  const liaisons = ["ZF15", "GQ06"].map((code, at) =>
    user(`liaison${at + 4}`, nextName(), "LIAISON", { department: "办公室", unitId: idOf(`unit:${code}`) }),
  );
  return [...named, ...others, ...reviewers, ...liaisons];
}

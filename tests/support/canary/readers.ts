/** Who looks for the canary words, and who may meet which. */
import type { Role } from "@/lib/platform/rights";

/** Each reader with the role of their account. */
export const ROLE_OF = {
  author: "OBSERVER",
  colleague: "OBSERVER",
  stranger: "OBSERVER",
  reviewer1: "REVIEWER",
  reviewer2: "REVIEWER",
  reviewer3: "REVIEWER",
  // a reviewer of the highest level, recused from the cadre in an open batch
  recused: "REVIEWER",
  leader1: "LEADER",
  leader3: "LEADER",
  admin: "ADMIN",
  liaison: "LIAISON",
  subject: "CADRE",
  sysadmin: "SYSADMIN",
  secadmin: "SECADMIN",
  auditor: "AUDITOR",
} as const satisfies Record<string, Role>;
export type Reader = keyof typeof ROLE_OF;
export const READERS = Object.keys(ROLE_OF) as Reader[];

const ALL_REVIEWERS: Reader[] = ["reviewer1", "reviewer2", "reviewer3"];
/** Each canary with those who may meet it; rules 5 and 8, and the levels of product.md. */
const MAY_MEET = {
  open: ["author", "colleague", ...ALL_REVIEWERS, "leader1", "leader3"],
  remark: ["author", ...ALL_REVIEWERS],
  remarkWaiting: ["author", ...ALL_REVIEWERS],
  followUp: ["author", ...ALL_REVIEWERS],
  restricted: ["author", "reviewer2", "reviewer3", "leader3"],
  confined: ["author", "reviewer3", "leader3"],
  draft: ["author"],
  // entries that wait in the hand-over inbox of a unit that went from the author to the colleague
  handedOver: ["author", "colleague", ...ALL_REVIEWERS, "leader1", "leader3"],
  handedOverRemark: ["author", ...ALL_REVIEWERS],
  handedOverTalk: ["author", "reviewer2", "reviewer3", "leader3"],
  // of the box: the sender's own and those who answer; withheld, or about the author, it is theirs alone
  complaint: ["liaison", ...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  complaintWithheld: [...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // the unit's own plan: who observes it, its liaison and the department; no observation stands there
  meeting: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3", "admin", "liaison"],
  // what was said and decided at a coordination meeting: all who see its case; what the witness saw is for no unit
  coordination: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3", "liaison"],
  witnessed: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // an application, its unit's and whose observers see it; what was weighed is the department's
  tolerance: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3", "liaison"],
  toleranceWeighed: [...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // what one observer promised and leaves to the next one; an administrator sees the sheet without it
  transfer: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // what is finalised is for leaders too
  report: [...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // a case is worded for its units; what it shows of a cadre, and the records it came from, are not for them
  case: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3", "liaison"],
  caseCadre: ["author", "colleague", ...ALL_REVIEWERS, "leader1", "leader3"],
  complaintAnswer: ["liaison", ...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // remarks inside a concern with one source that waits, in one that stands, in one that has ended; and what these say
  concernOpenRemark: ["author", ...ALL_REVIEWERS],
  concernOpen: ALL_REVIEWERS,
  concernStandingRemark: ["author", "colleague", ...ALL_REVIEWERS, "leader1", "leader3"],
  concernStanding: [...ALL_REVIEWERS, "leader1", "leader3"],
  concernEndedRemark: ["author", ...ALL_REVIEWERS],
  concernEnded: ALL_REVIEWERS,
  // what the cadre says to their own data, and the answer
  correction: ["subject", ...ALL_REVIEWERS, "leader1", "leader3"],
  correctionAnswer: ["subject", ...ALL_REVIEWERS, "leader1", "leader3"],
  // a row of a roster that comes in: it holds identity numbers
  rosterRow: ["admin"],
  // the same of grades, which a reviewer has sent: nobody but them
  gradeRow: ["reviewer2"],
  // a plan says who cannot have a unit
  plan: ["leader1", "leader3", "admin"],
  // why somebody is named for a post: reviewers and leaders, and not who is recused from them
  review: [...ALL_REVIEWERS, "leader1", "leader3"],
} as const satisfies Record<string, readonly Reader[]>;
export type Canary = keyof typeof MAY_MEET;
export const CANARIES = Object.keys(MAY_MEET) as Canary[];

export const isAllowed = (canary: Canary, reader: Reader): boolean =>
  (MAY_MEET[canary] as readonly Reader[]).includes(reader);

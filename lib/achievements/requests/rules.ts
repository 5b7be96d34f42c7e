/** 请人核实: whom to ask first, and what a request says where nobody writes it. */
import { type Missing, missingFor, type Source } from "../corroboration/rules";

export type Askable = {
  unitId: string;
  unitName: string;
  ownerId: string;
  ownerName: string;
  /** of the claim's own unit; else of one of its cadres' */
  isOfClaim: boolean;
  /** drafted the claim or recorded a live source: another pair of eyes is better */
  isInvolved: boolean;
  /** already asked, and not yet answered */
  isAsked: boolean;
  open: number;
  since: string;
};

/** Not yet asked, not yet involved, of the unit itself, with the fewest open requests, longest there. */
export const inOrderOfAsking = (askable: readonly Askable[]): Askable[] =>
  [...askable].sort(
    (a, b) =>
      Number(a.isAsked) - Number(b.isAsked) ||
      Number(a.isInvolved) - Number(b.isInvolved) ||
      Number(b.isOfClaim) - Number(a.isOfClaim) ||
      a.open - b.open ||
      a.since.localeCompare(b.since) ||
      a.ownerId.localeCompare(b.ownerId),
  );

export type RequestNeed = Missing | "enough" | "another";
/** What to ask for: what the claim lacks; where nothing, one more. */
export const needOf = (sources: Source[]): Exclude<RequestNeed, "another"> => missingFor(sources) ?? "enough";

const WORDS = 90;
/** Its first words stand in the request only where every observer of the unit may read the claim. */
export const claimWords = (claim: { claim: string; confidentiality: number }): string =>
  claim.confidentiality > 1 ? "" : [...claim.claim].slice(0, WORDS).join("");

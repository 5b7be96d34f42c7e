/** 名册完整度: what the roster still lacks. */
import { z } from "zod";

/** Of people in post, or (noPost) of those who are in none. */
export const ROSTER_GAPS = ["noPost", "noIdentity", "noWorkStart", "noEducation", "twoPrimary"] as const;
export type RosterGap = (typeof ROSTER_GAPS)[number];

export const rosterFilter = z.object({ gap: z.enum(ROSTER_GAPS).catch("noPost").default("noPost") });

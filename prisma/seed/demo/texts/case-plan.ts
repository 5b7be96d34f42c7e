/** A case of the demo as it is written down: what is asked, by steps, with units by code and people by account. */
type Tier = "IMMEDIATE" | "UNIT_LED" | "JOINT_MEETING" | "ESCALATED";
/** `ago`: days before the world's today. `by`: an account, or who observed the lead on that day. */
type Step = { ago: number } & (
  | { do: "RAISE"; tier: Tier; reason: string; until?: number }
  | { do: "EXTEND"; reason: string; until: number }
  | { do: "ACT"; text: string; by?: string }
  | { do: "SETTLE"; outcome: string; by?: string }
  | { do: "CHECK"; words: string; by?: string }
  | { do: "CONFIRM" }
  | { do: "SEND_BACK" | "REOPEN" | "WITHDRAW"; reason: string }
);
export type CasePlan = {
  key: string;
  title: string;
  demand: string;
  lead: string;
  parties: string[];
  tier: "IMMEDIATE" | "UNIT_LED";
  ago: number;
  by?: string;
  steps: Step[];
  /** of the cadre's key, for the file */
  cadres?: { key: string; role: string; initiative?: string; decision?: string }[];
  /** `due`: days from the world's today; `done`: days ago */
  followUps?: {
    unit: string;
    owner: string;
    title: string;
    ago: number;
    due: number;
    done?: number;
    outcome?: string;
  }[];
};

/** Every rule of product.md that a database can tell, recounted on the rows and rights of one. Changes nothing. */
import { withClient } from "../provision";
import { caseChecks } from "./cases";
import { type Asked, type Check, SHOWN } from "./check";
import { claimChecks } from "./claims";
import { concernChecks } from "./concerns";
import { countChecks } from "./counts";
import { guardChecks } from "./guards";
import { meetingChecks } from "./meetings";
import { recorderChecks } from "./recorders";
import { recordChecks } from "./records";
import { reportChecks } from "./reports";
import { reviewChecks } from "./reviews";
import { sightChecks } from "./sight";
import { taskChecks } from "./tasks";
import { toleranceChecks } from "./tolerance";

const CHECKS: readonly Check[] = [
  ...recordChecks,
  ...countChecks,
  ...recorderChecks,
  ...taskChecks,
  ...claimChecks,
  ...concernChecks,
  ...caseChecks,
  ...meetingChecks,
  ...toleranceChecks,
  ...reportChecks,
  ...reviewChecks,
  ...guardChecks,
  ...sightChecks,
].sort((a, b) => a.rule - b.rule);

export type Verdict = Pick<Check, "rule" | "title"> & { broken: string[] };

/** The owner's statements see one moment; each person's are a transaction of their own, rolled back. */
export const checkEvidence = (urls: { ownerUrl: string; appUrl: string }): Promise<Verdict[]> =>
  withClient(urls.ownerUrl, (owner) =>
    withClient(urls.appUrl, async (app) => {
      const asked: Asked = {
        owner,
        as: async (person, ask) => {
          await app.query("begin");
          try {
            if (person) await app.query("select id from enter($1::uuid)", [person.id]);
            return await ask(app);
          } finally {
            await app.query("rollback");
          }
        },
      };
      await owner.query("begin isolation level repeatable read read only");
      const verdicts: Verdict[] = [];
      for (const { rule, title, broken } of CHECKS) {
        verdicts.push({ rule, title, broken: (await broken(asked)).slice(0, SHOWN) });
      }
      await owner.query("rollback");
      return verdicts;
    }),
  );

/** The lines that people read; the last one is `N checks, N broken`. */
export function tellEvidence(verdicts: readonly Verdict[]): { lines: string[]; broken: number } {
  const broken = verdicts.filter((verdict) => verdict.broken.length > 0);
  const lines = verdicts.map(
    ({ rule, title, broken: found }) =>
      `${found.length ? "✗" : "✓"} rule ${rule}: ${title}${found.map((one) => `\n    ${one}`).join("")}`,
  );
  return { lines: [...lines, `${verdicts.length} checks, ${broken.length} broken`], broken: broken.length };
}

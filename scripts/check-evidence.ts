/**
 * `npm run check:evidence`: recounts on the database it is pointed at (DATABASE_URL, or the demo's own) every rule of
 * product.md that a database can tell: corroboration, summaries, cadre lines, who sees a one-source remark. Reads only;
 * names identifiers, never texts. Ends with `N checks, N broken`.
 */
import { ownerOf, withDatabase } from "./support/database";
import { checkEvidence, tellEvidence } from "./support/evidence";
import { generateClient } from "./support/generate";
import { main } from "./support/say";

main(async () => {
  await generateClient();
  return withDatabase("check-evidence", async (database) => {
    const { lines, broken } = tellEvidence(
      await checkEvidence({ ownerUrl: ownerOf(database), appUrl: database.appUrl }),
    );
    console.log(lines.join("\n"));
    return broken > 0 ? 1 : 0;
  });
});

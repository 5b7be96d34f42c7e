/**
 * `npm run check:figures -- [--url http://localhost:3000] [--files 12|all]`: as observer, reviewer and leader it follows the numbers
 * of every board, list and file of a running demo, or of a demo world of its own, and counts the rows behind each (rule 10);
 * what a leader takes along as docx, PDF or xlsx says what the page says.
 * Ends with `N figures, N differ`.
 */
import { parseArgs } from "node:util";
import accounts from "../prisma/seed/demo/accounts.json" with { type: "json" };
import { walkPapers } from "./support/figures/paper-walk";
import { signedIn } from "./support/figures/session";
import { walk } from "./support/figures/walk";
import { type Lifetime, lifetime } from "./support/lifetime";
import { Halt, main, note, seconds } from "./support/say";
import { serveBuilt } from "./support/served";
import { cloneDatabase, stopTestCluster } from "./support/test-database";

const ROLES = ["OBSERVER", "REVIEWER", "LEADER"] as const;
/** Reports and files that are taken along, of each. */
const PAPERS = 6;

function readOptions(): { url: string | undefined; files: number } {
  const { values } = parseArgs({
    options: { url: { type: "string" }, files: { type: "string", default: "12" } },
  });
  const files = values.files === "all" ? Number.POSITIVE_INFINITY : Number(values.files);
  if (Number.isNaN(files) || files < 0) throw new Halt("--files 是个数或 all。 --files is a number, or all.");
  return { url: values.url, files };
}

/** A demo world of its own, thrown away afterwards. */
async function startDemo(life: Lifetime): Promise<string> {
  life.onEnd(() => stopTestCluster());
  const urls = await cloneDatabase("check_figures");
  const { server } = await serveBuilt(urls);
  life.onEnd(server.stop);
  return server.address;
}

main(async () => {
  const started = performance.now();
  const { url, files } = readOptions();
  const life = lifetime();
  try {
    const address = url ?? (await startDemo(life));
    let [figures, differ] = [0, 0];
    for (const role of ROLES) {
      const person = accounts.find((one) => one.role === role);
      if (!person) throw new Error(`no demo account of ${role}`);
      const { open, take } = await signedIn(address, { account: person.account, password: person.password });
      const walked = await walk({
        open,
        behind: files,
        ofAPage: Number.POSITIVE_INFINITY,
        largest: 20_000,
      });
      for (const one of walked.differing) console.error(`${role} ${one}`);
      note(`${role}: ${walked.pages} 页 pages, ${walked.figures} figures, ${walked.differing.length} differ`);
      figures += walked.figures;
      differ += walked.differing.length;
      // an observer takes no paper along; of what a reviewer alone may see a paper for others says nothing
      if (role !== "LEADER") continue;
      const papers = await walkPapers({ open, take, most: Math.min(files, PAPERS) });
      for (const one of papers.differing) console.error(`${role} ${one}`);
      note(`${role}: ${papers.figures} figures in docx, PDF and xlsx, ${papers.differing.length} differ`);
      figures += papers.figures;
      differ += papers.differing.length;
    }
    note(seconds(started));
    console.log(`${figures} figures, ${differ} differ`);
    return differ > 0 ? 1 : 0;
  } finally {
    await life.close();
  }
});

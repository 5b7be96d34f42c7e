/** Counts what the steps of the test command did, and says it in the one line that everybody reads. */
import { Halt, seconds } from "./say";

export type Totals = {
  passed: number;
  failed: number;
  skipped: number;
  /** what failed, a line each: said again at the end, where the tail of a long log still shows it */
  faults?: string[];
};

export type Report = {
  /** A step that is one test in itself: it returns normally or throws. */
  check(title: string, run: () => Promise<void>): Promise<void>;
  /** A step that runs a test runner and returns its counts. */
  suite(title: string, run: () => Promise<Totals>): Promise<void>;
  /** Prints the list and the closing line; returns the exit code. */
  close(): number;
};

/** A failed check with a sentence for the reader; its tool has printed the rest. */
export const failed = (sentence: string): never => {
  throw new Halt(sentence);
};

export function report(chosen: (title: string) => boolean): Report {
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  const faults: string[] = [];

  async function suite(title: string, run: () => Promise<Totals>): Promise<void> {
    if (!chosen(title)) return;
    console.log(`\n━━ ${title} ${"━".repeat(Math.max(0, 70 - title.length))}`);
    const started = performance.now();
    let counted: Totals;
    try {
      counted = await run();
    } catch (error) {
      console.error(error instanceof Halt ? error.message : error);
      const words = error instanceof Error ? error.message : String(error);
      counted = { passed: 0, failed: 1, skipped: 0, faults: words.split("\n").slice(0, 5) };
    }
    // A runner that found nothing to run proves nothing.
    if (counted.passed + counted.failed === 0) {
      console.error("没有运行任何测试。 No test ran.");
      counted = { ...counted, failed: 1 };
    }
    for (const key of ["passed", "failed", "skipped"] as const) totals[key] += counted[key];
    faults.push(...(counted.faults ?? []).map((fault) => `  ✗ ${title}: ${fault}`));
    lines.push(`${counted.failed ? "✗" : "✓"} ${title}: ${sentence(counted)} (${seconds(started)})`);
  }

  return {
    suite,
    check: (title, run) =>
      suite(title, async () => {
        await run();
        return { passed: 1, failed: 0, skipped: 0 };
      }),
    close() {
      console.log(`\n${[...lines, ...faults].join("\n")}\n`);
      console.log(sentence(totals));
      return totals.failed > 0 || totals.passed === 0 ? 1 : 0;
    },
  };
}

const sentence = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;

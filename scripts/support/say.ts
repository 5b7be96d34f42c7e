/** What the scripts say: numbered steps with elapsed time, and one clear sentence when something stops them. */

/** A stop whose message is meant for the reader; printed without a stack. */
export class Halt extends Error {}

export type Steps = {
  /** Runs one numbered step and prints how long it took; the step may return a word about what it did. */
  step<T>(title: string, run: () => Promise<T>): Promise<T>;
};

export function steps(total: number): Steps {
  let number = 0;
  return {
    async step(title, run) {
      number += 1;
      const started = performance.now();
      console.log(`[${number}/${total}] ${title} …`);
      const result = await run();
      console.log(`      ${seconds(started)}`);
      return result;
    },
  };
}

export const seconds = (started: number): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;

export const note = (text: string): void => console.log(`      ${text}`);

/** Runs a task's main function; a Halt becomes one sentence and exit code 1. */
export function main(run: () => Promise<number | undefined>): void {
  run().then(
    (code) => process.exit(code ?? 0),
    (error: unknown) => {
      console.error(error instanceof Halt ? `\n${error.message}\n` : error);
      process.exit(1);
    },
  );
}

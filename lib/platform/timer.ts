/** Work that the server does by itself, again and again, beside serving. */
import { log } from "./log";

/**
 * The first time after a short while, so that the start is quick; then with the same pause between an end and the next
 * begin. Never keeps the process from ending: what is cut off in the middle is rolled back and done by the next run.
 */
export function every(pauseMs: number, name: string, job: () => Promise<void>, firstMs = 15_000): void {
  const run = async () => {
    try {
      await job();
    } catch (error) {
      log.warn({ job: name, err: error }, "job failed");
    }
    setTimeout(run, pauseMs).unref();
  };
  setTimeout(run, firstMs).unref();
}

const SWEEP_MS = 10 * 60_000;
/** Between two looks for a job that waits; one row of a small index. */
const JOBS_MS = 1_000;
const JOBS_AT_ONCE = 2;

/**
 * Runs once when the server starts: settings are checked as a whole, and the database roles are what they must be.
 * Then the sweep begins, and jobs are taken up.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkStart } = await import("@/lib/platform/start");
  await checkStart();
  const { every } = await import("@/lib/platform/timer");
  const { sweepNotices } = await import("@/lib/notices/sweep/commands");
  every(SWEEP_MS, "sweepNotices", () => sweepNotices());
  const { lapseConcerns } = await import("@/lib/concerns/sweep/commands");
  every(SWEEP_MS, "lapseConcerns", async () => void (await lapseConcerns()));
  const { sweepImports } = await import("@/lib/roster/sweep/commands");
  every(SWEEP_MS, "sweepImports", async () => void (await sweepImports()));
  const { applyDueRenames } = await import("@/lib/units/register/renames/commands");
  every(SWEEP_MS, "applyDueRenames", async () => void (await applyDueRenames()));
  const { runNextJob } = await import("@/lib/platform/jobs");
  const { JOBS } = await import("@/app/_jobs");
  for (let n = 0; n < JOBS_AT_ONCE; n++) {
    every(
      JOBS_MS,
      "runJobs",
      async () => {
        while (await runNextJob(JOBS));
      },
      JOBS_MS,
    );
  }
}

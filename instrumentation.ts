const SWEEP_MS = 10 * 60_000;

/**
 * Runs once when the server starts: settings are checked as a whole, and the database roles are what they must be.
 * Then the sweep begins.
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
}

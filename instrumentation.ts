/** Runs once when the server starts: settings are checked as a whole, and the database roles are what they must be. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkStart } = await import("@/lib/platform/start");
  await checkStart();
}

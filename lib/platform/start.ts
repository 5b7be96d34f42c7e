/** What must be true before the first request. A wrong setting or role ends the process with one sentence. */
import { servingRoles } from "./db";
import { env } from "./env";
import { log } from "./log";
import { prepareStorage } from "./storage";

export async function checkStart(): Promise<void> {
  try {
    env();
  } catch (error) {
    return refuseToStart(error instanceof Error ? error.message : "Settings could not be read.");
  }
  try {
    await prepareStorage();
  } catch {
    return refuseToStart(`STORAGE_DIR ${env().STORAGE_DIR} cannot be written (see docs/operations.md).`);
  }
  try {
    const { powers, unforced } = await servingRoles();
    const [power] = powers;
    if (power) {
      refuseToStart(
        `Database role ${power} owns tables or passes row-level security; use the roles of docs/operations.md.`,
      );
    } else if (unforced.length > 0) {
      refuseToStart(`Row-level security is not forced on ${unforced.join(", ")}; run the migrations.`);
    }
  } catch (error) {
    // it may come up later: health answers 503 meanwhile, and pages say so
    log.warn(
      { message: error instanceof Error ? error.message : "unknown" },
      "database not reachable at start",
    );
  }
}

function refuseToStart(sentence: string): void {
  log.fatal(sentence);
  process.exit(1);
}

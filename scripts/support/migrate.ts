/** Brings a database to the state of prisma/migrations; what is applied already is left alone. */

import { Halt } from "./say";
import { noFilter, readDatamodels, readMigrations, schemaEngine } from "./schema-engine";
import { spellCases } from "./spell";

/** Returns the names of the migrations applied now. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const { engine, close } = await schemaEngine(readDatamodels(), ownerUrl);
  const migrationsList = readMigrations();
  try {
    const state = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: noFilter,
    });
    // A migration changed after it was applied means that two databases of one version differ: stop here.
    const [edited] = state.editedMigrationNames;
    if (edited) {
      throw new Halt(
        `迁移 ${edited} 在应用之后被改动：请恢复原文件，另写新的迁移（演示库可用 npm run demo -- --reset 重来）。\n` +
          `Migration ${edited} was changed after it had been applied: restore it and write a new one (a demo database can begin anew with --reset).`,
      );
    }
    // A script is one simple query, which PostgreSQL runs whole or not at all (schema-engine.ts): what failed or
    // was killed halfway has left nothing behind and is simply tried again.
    for (const migrationName of state.failedMigrationNames) {
      await engine.markMigrationRolledBack({ migrationName });
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilter });
    await spellCases(ownerUrl);
    return appliedMigrationNames;
  } catch (error) {
    if (error instanceof Halt) throw error;
    throw new Halt(`数据库迁移失败 The migration failed:\n${reason(error)}`);
  } finally {
    await close();
  }
}

/** The engine adds a trace of its own Rust code, of no use to a reader. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split(/\n\s+0: /)[0] ?? message).trim();
}

/**
 * Prisma's schema engine as WebAssembly, in this process: its native binary would have to be downloaded.
 * It writes _prisma_migrations in Prisma's own format, so `prisma migrate deploy` works on the same database.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { root } from "./settings";

/** Pairs of path and text, as the engine takes a schema of several files. */
export type Datamodels = [path: string, text: string][];

type Exports = { __wbindgen_start: () => void } & WebAssembly.Exports;

let loaded = false;

function load(): void {
  if (loaded) return;
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const module = new WebAssembly.Module(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const imports = { "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports };
  const exports = new WebAssembly.Instance(module, imports).exports as Exports;
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  loaded = true;
}

export function readDatamodels(): Datamodels {
  const folder = join(root, "prisma", "schema");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => [join(folder, name), readFileSync(join(folder, name), "utf8")]);
}

export function readMigrations(): glue.MigrationList {
  const baseDir = join(root, "prisma", "migrations");
  const lockfile = join(baseDir, "migration_lock.toml");
  const folders = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: {
      path: "migration_lock.toml",
      content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : null,
    },
    shadowDbInitScript: "",
    migrationDirectories: folders.map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(baseDir, path, "migration.sql"), "utf8") },
      },
    })),
  };
}

/**
 * The stock adapter cuts a script at every semicolon, which breaks function bodies and comments. Sent whole, as
 * Prisma's own engine does, PostgreSQL runs it in one transaction: all of a migration or nothing.
 */
class WholeScripts extends PrismaPg {
  /** The engine never closes what it opened, and a database with sessions cannot be cloned. */
  readonly opened: { dispose(): Promise<void> }[] = [];

  override async connect() {
    const adapter = await super.connect();
    this.opened.push(adapter);
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }
}

export type Engine = { engine: glue.SchemaEngine; close(): Promise<void> };

export async function schemaEngine(datamodels: Datamodels, connectionString: string): Promise<Engine> {
  load();
  const factory = new WholeScripts({ connectionString });
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await glue.SchemaEngine.new({ datamodels }, () => {}, adapter);
  return {
    engine,
    async close() {
      engine.free();
      await Promise.all(factory.opened.map((opened) => opened.dispose()));
    },
  };
}

export const noFilter = { externalTables: [], externalEnums: [] };

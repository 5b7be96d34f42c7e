/** The settings of the serving process, pointed at the test database. Files share a process and its connections, as requests do. */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

process.env.DATABASE_APP_URL = process.env.TEST_APP_URL;
process.env.DATABASE_SYSTEM_URL = process.env.TEST_SYSTEM_URL;
process.env.AUTH_SECRET = "a secret of the tests, long enough to pass";
process.env.APP_URL = "http://localhost:3000";
process.env.STORAGE_DIR = join(tmpdir(), `frontline-files-${process.pid}`);

afterAll(() => {
  rmSync(process.env.STORAGE_DIR ?? "", { recursive: true, force: true });
});

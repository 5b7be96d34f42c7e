/** The two test runners, each on its own clone of the template, and their counts read from their JSON reports. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { findChromium } from "./browser";
import { tool } from "./run";
import { note } from "./say";
import { serveBuilt } from "./served";
import { dataDir, root } from "./settings";
import { cloneDatabase, testFiles } from "./test-database";
import { failed, type Totals } from "./test-report";

const reports = join(dataDir, "reports");

function reportFile(name: string): string {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

function requireConfig(name: string): void {
  if (!existsSync(join(root, name))) failed(`${name} 不存在。 ${name} is missing.`);
}

function readReport<T>(file: string): T {
  if (!existsSync(file)) failed("测试程序没有写出结果。 The test runner wrote no report.");
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

/** A runner that fails without a failed test (a file that does not load, an error behind a test's back) still failed. */
const withExitCode = (totals: Totals, code: number): Totals =>
  code !== 0 && totals.failed === 0
    ? {
        ...totals,
        failed: 1,
        faults: ["不在某个测试之内，见上文。 Outside of any single test; it stands further up."],
      }
    : totals;

export async function vitest(args: string[]): Promise<Totals> {
  requireConfig("vitest.config.ts");
  const { ownerUrl, appUrl, systemUrl } = await cloneDatabase("test_vitest");
  // for what concerns all rows at once and so cannot share a database: whole plans of assignments
  const whole = await cloneDatabase("test_whole");
  const file = reportFile("vitest");
  const { code } = await tool(
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...args],
    {
      env: {
        TEST_DATABASE_URL: ownerUrl,
        TEST_APP_URL: appUrl,
        TEST_SYSTEM_URL: systemUrl,
        TEST_WHOLE_DATABASE_URL: whole.ownerUrl,
        TEST_WHOLE_APP_URL: whole.appUrl,
        TEST_WHOLE_SYSTEM_URL: whole.systemUrl,
      },
    },
  );
  const counted = readReport<{
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests?: number;
    testResults: { name: string; assertionResults: { status: string; fullName: string }[] }[];
  }>(file);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0, testResults } = counted;
  const totals = {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
    faults: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName }) => `${relative(root, name)} › ${fullName}`),
    ),
  };
  return withExitCode(totals, code);
}

type PlaywrightSuite = {
  file: string;
  specs: { title: string; tests: { status: string }[] }[];
  suites?: PlaywrightSuite[];
};
const unexpectedIn = ({ file, specs, suites = [] }: PlaywrightSuite): string[] => [
  ...specs
    .filter(({ tests }) => tests.some(({ status }) => status === "unexpected"))
    .map(({ title }) => `${file} › ${title}`),
  ...suites.flatMap(unexpectedIn),
];

export async function playwright(
  args: string[],
  onServer: (stop: () => Promise<void>) => void,
): Promise<Totals> {
  requireConfig("playwright.config.ts");
  const chromium = await findChromium();
  note(`Chromium: ${chromium}`);
  const urls = await cloneDatabase("test_e2e");
  // a whole plan of assignments cannot share a city with tests that bring units and people: its story serves its own
  const whole = await cloneDatabase("test_e2e_whole");
  // a replica for each of the two workers, on one database: one server's thread is what both would wait for
  const { server: first, folder } = await serveBuilt(urls);
  onServer(first.stop);
  const { server: second } = await serveBuilt(urls);
  onServer(second.stop);
  const file = reportFile("playwright");
  const { code } = await tool("playwright", ["test", "--reporter=list,json", ...args], {
    env: {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      PLAYWRIGHT_CHROMIUM_PATH: chromium,
      E2E_BASE_URLS: [first.address, second.address].join(" "),
      E2E_DATABASE_URL: urls.ownerUrl,
      E2E_APP_URL: urls.appUrl,
      E2E_SYSTEM_URL: urls.systemUrl,
      E2E_FOLDER: folder,
      E2E_WHOLE_DATABASE_URL: whole.ownerUrl,
      E2E_WHOLE_APP_URL: whole.appUrl,
      E2E_WHOLE_SYSTEM_URL: whole.systemUrl,
      STORAGE_DIR: testFiles,
    },
  });
  await Promise.all([first.stop(), second.stop()]);
  const { stats, suites } = readReport<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    suites: PlaywrightSuite[];
  }>(file);
  if (stats.flaky)
    note(`${stats.flaky} 个测试重试后才通过。 ${stats.flaky} tests passed only when tried again.`);
  return withExitCode(
    {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      faults: suites.flatMap(unexpectedIn),
    },
    code,
  );
}

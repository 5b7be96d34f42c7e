import { defineConfig } from "@playwright/test";

/** `npm test` builds and starts the product on its own database and gives the addresses: a replica a worker. */
process.env.TEST_DATABASE_URL = process.env.E2E_DATABASE_URL;
const replicas = (process.env.E2E_BASE_URLS ?? "").split(" ");

export default defineConfig({
  testDir: "tests/e2e",
  // two cores: while one page is looked through in its browser, the other is answered
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: ".data/test-results",
  use: {
    baseURL: replicas[Number(process.env.TEST_PARALLEL_INDEX ?? 0) % replicas.length],
    locale: "zh-CN",
    // not the city's zone: a day must not move with the reader
    timezoneId: "America/St_Johns",
    viewport: { width: 1440, height: 900 },
    // a trace of each test costs a third of the suite's processor time: `npm test -- --only playwright <file> --trace on` records one
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM_PATH,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});

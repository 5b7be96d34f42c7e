/** A Chromium and a font with Chinese characters for the browser tests, looked for before anything is fetched. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { run } from "./run";
import { Halt, note } from "./say";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** The one that `npx playwright install` fetches, where that is possible. */
function playwrightsOwn(): string | undefined {
  const require = createRequire(import.meta.url);
  const { chromium } = require("@playwright/test") as typeof import("@playwright/test");
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}

/** Debian and Ubuntu as root, which is what CI and containers are. */
async function aptInstall(...packages: string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  note(`apt-get install ${packages.join(" ")} …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env, quiet: true });
  const { code } = await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
    env,
    quiet: true,
  });
  return code === 0;
}

async function ensureChineseFont(): Promise<void> {
  if (process.platform !== "linux") return;
  const found = await run("fc-list", [":lang=zh", "family"], { quiet: true }).catch(() => null);
  if (found?.output.trim()) return;
  if (!(await aptInstall("fonts-noto-cjk", "fontconfig"))) {
    note(
      "没有中文字体，截图中的汉字会显示为方框。 No font with Chinese characters: pictures will show boxes.",
    );
  }
}

export async function findChromium(): Promise<string> {
  const given = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (given && !existsSync(given)) {
    throw new Halt(
      `PLAYWRIGHT_CHROMIUM_PATH 指向的文件不存在。 PLAYWRIGHT_CHROMIUM_PATH names no file: ${given}`,
    );
  }
  let browser = given || onPath() || playwrightsOwn();
  if (!browser && (await aptInstall("chromium", "fonts-noto-cjk"))) browser = onPath();
  if (!browser) {
    throw new Halt(
      "找不到 Chromium：请安装它，或运行 npx playwright install chromium，或设置 PLAYWRIGHT_CHROMIUM_PATH。\n" +
        "No Chromium was found: install one, or run npx playwright install chromium, or set PLAYWRIGHT_CHROMIUM_PATH.",
    );
  }
  await ensureChineseFont();
  return browser;
}

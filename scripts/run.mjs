/**
 * The door behind every npm script: plain JavaScript on whatever Node the machine has.
 * It installs what is missing, then runs scripts/<task>.ts on the Node 24 that npm brought.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const marker = join(root, "node_modules", ".frontline-install");

function stop(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  stop(
    `需要 Node.js 20.9 或更高版本，当前为 ${process.versions.node}。\nNode.js 20.9 or newer is needed; this is ${process.versions.node}.`,
  );
}

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** True when a hand-run `npm install` has already brought what the lockfile names. */
function matchesLockfile() {
  const installedPath = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedPath)) return false;
  const wanted = readJson(join(root, "package-lock.json")).packages;
  const installed = readJson(installedPath).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" || entry.optional || entry.peer || installed[path]?.version === entry.version,
  );
}

function install() {
  const lockfile = readFileSync(join(root, "package-lock.json"));
  const wanted = `${createHash("sha256").update(lockfile).digest("hex")} ${process.platform}-${process.arch}`;
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  if (!matchesLockfile()) npmCi();
  writeFileSync(marker, wanted);
}

function npmCi() {
  console.log("安装依赖（首次约一两分钟）… Installing dependencies (a minute or two the first time) …");
  // Under `npm run` the path of that same npm is known; this also spares Windows the .cmd file.
  const npmCli = process.env.npm_execpath;
  const [command, args] = npmCli?.endsWith(".js") ? [process.execPath, [npmCli]] : ["npm", []];
  const result = spawnSync(command, [...args, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    // Development tools are part of every task here, whatever NODE_ENV says.
    env: { ...process.env, NODE_ENV: "development" },
  });
  if (result.error?.code === "ENOENT")
    stop(
      "找不到 npm，请安装 Node.js 自带的 npm。 npm was not found; install the npm that comes with Node.js.",
    );
  if (result.status !== 0) {
    stop(
      "依赖没有装好：多半是连不上 npm 源（上面是 npm 的原话）。请检查网络或 npm config get registry 后重试。\n" +
        "The install failed, most often because the npm registry cannot be reached (npm's own words are above). Check the network, then run this again.",
    );
  }
}

/** Node 24 from npm; its install script may have been refused, so see that it really runs. */
function modernNode() {
  const suffix = process.platform === "win32" ? ".exe" : "";
  for (const path of [
    join(root, "node_modules", "node", "bin", `node${suffix}`),
    join(
      root,
      "node_modules",
      "node",
      "node_modules",
      `node-bin-${process.platform}-${process.arch}`,
      "bin",
      `node${suffix}`,
    ),
    join(root, "node_modules", `node-bin-${process.platform}-${process.arch}`, "bin", `node${suffix}`),
    process.execPath,
  ]) {
    if (!existsSync(path) && path !== process.execPath) continue;
    const version = spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? "";
    if (Number(version.slice(1).split(".")[0]) >= 22) return path;
  }
  return stop(
    "node_modules 里没有可用的 Node 24（npm 可能没有运行安装脚本）。请运行 npm rebuild node 后重试。\n" +
      "node_modules has no working Node 24 (npm may not have run its install script). Run: npm rebuild node",
  );
}

const [task = "demo", ...args] = process.argv.slice(2);
checkNode();
if (!/^[a-z-]+$/.test(task) || !existsSync(join(root, "scripts", `${task}.ts`)))
  stop(`没有这个任务 There is no task "${task}".`);
install();

const node = modernNode();
const child = spawn(node, ["--import", "tsx", join("scripts", `${task}.ts`), ...args], {
  cwd: root,
  stdio: "inherit",
  // Tools started by the task (next, vitest, playwright) find the same Node first.
  env: {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`,
  },
});
// The terminal sends Ctrl-C to the whole group; the task takes a repeated signal as one.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => stop(`无法启动 Could not start ${node}: ${error.message}`));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));

/**
 * PostgreSQL refuses to run as root. As root its programs run as an existing unprivileged user; where that
 * user cannot reach the folder (a clone in /root), setpriv leaves it the two capabilities to pass through.
 */
import { type ChildProcess, type StdioOptions, spawn, spawnSync } from "node:child_process";
import { chownSync, readFileSync, statSync } from "node:fs";
import { Halt } from "./say";

export type Runner = {
  /** Starts a program in its own session, so that Ctrl-C reaches only the launcher, which stops it in order. */
  spawn(command: string, args: string[], stdio: StdioOptions): ChildProcess;
  /** Gives a file or folder to the user that the programs run as. */
  own(path: string): void;
};

type Account = { uid: number; gid: number };

const capabilities = "+dac_override,+dac_read_search";

function accounts(): (Account & { name: string })[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => uid > 0);
}

/** An existing data folder keeps its owner; a new one goes to postgres, else to nobody. */
function chooseAccount(dataFolder: string): Account {
  const known = accounts();
  const owner = statSync(dataFolder, { throwIfNoEntry: false })?.uid;
  const account =
    known.find(({ uid }) => uid === owner) ??
    known.find(({ name }) => name === "postgres") ??
    known.find(({ name }) => name === "nobody");
  if (account) return account;
  throw new Halt(
    "PostgreSQL 不能以 root 运行，而系统中没有 postgres 或 nobody 用户：请换普通用户运行。\n" +
      "PostgreSQL cannot run as root and there is neither a user postgres nor nobody: run this as an ordinary user.",
  );
}

const environment = { ...process.env, LC_ALL: "C", TZ: "UTC" };
const options = { cwd: "/", env: environment } as const;

export function runnerFor(dataFolder: string, programs: { postgres: string }): Runner {
  if (process.getuid?.() !== 0) {
    return {
      spawn: (command, args, stdio) =>
        spawn(command, args, { env: environment, cwd: undefined, stdio, detached: true, windowsHide: true }),
      own: () => {},
    };
  }
  const { uid, gid } = chooseAccount(dataFolder);
  const own = (path: string) => chownSync(path, uid, gid);
  own(dataFolder);

  // The real question is asked, by the real user: can it run the program and write the folder?
  const probe = ["-c", '"$0" --version >/dev/null && test -w "$1"', programs.postgres, dataFolder];
  if (spawnSync("/bin/sh", probe, { ...options, uid, gid }).status === 0) {
    return {
      own,
      spawn: (command, args, stdio) => spawn(command, args, { ...options, uid, gid, stdio, detached: true }),
    };
  }
  const setpriv = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    // Without it access(2), which initdb asks about its own programs, disregards the capabilities.
    "--securebits=+no_setuid_fixup",
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
    "--",
  ];
  if (spawnSync("setpriv", [...setpriv, "/bin/sh", ...probe], options).status === 0) {
    return {
      own,
      spawn: (command, args, stdio) =>
        spawn("setpriv", [...setpriv, command, ...args], { ...options, stdio, detached: true }),
    };
  }
  throw new Halt(
    `以 root 运行时数据库改用普通用户身份，但该用户进不了此目录：${dataFolder}。请把代码放到其他用户可进入的目录（如 /srv、/tmp），或换普通用户运行。\n` +
      `As root the database runs as an unprivileged user, who cannot reach ${dataFolder}: move the clone to a folder others may enter (such as /srv), or run as an ordinary user.`,
  );
}

/**
 * Rule 9 of product.md under fire: what the phone shows as saved is on the server exactly once, or in the outbox with
 * its reason. Own server, own browser, own database; the line between them is a fault proxy.
 */
import { createHash } from "node:crypto";
import { mkdirSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createCadre, createUnit, type Person } from "@/tests/support/builders";
import { closeOwner, owner } from "@/tests/support/owner";
import { createAccount, signInBy } from "@/tests/support/sign-in";
import { findChromium } from "../browser";
import { build } from "../build";
import type { Lifetime } from "../lifetime";
import { anyFreePort } from "../ports";
import { note } from "../say";
import { serve } from "../server";
import { dataDir } from "../settings";
import { adoptProcess, cloneDatabase } from "../test-database";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";
import type { World } from "./made-entries";
import { type Phone, startPhone } from "./phone";
import { randomOf } from "./random";
import { settle } from "./settle";
import { storm } from "./storm";

export type Verdict = {
  /** `sent N, stored N, lost 0, doubled 0` */
  sentence: string;
  /** empty where the promise was kept */
  faults: string[];
};

type Options = { entries: number; seed: number; onEnd: Lifetime["onEnd"] };

const folder = join(dataDir, "field");

export async function checkField({ entries, seed, onEnd }: Options): Promise<Verdict> {
  const random = randomOf(seed);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const line = await startLine(entries, random, onEnd);
  // also where the check breaks off: the cluster's end must find no connection of ours
  onEnd(closeOwner);
  const { person, world } = await makeWorld();
  const phone = await startPhone({
    executable: await findChromium(),
    profile: join(folder, "browser"),
    address: line.address,
    viewerId: person.id,
  });
  onEnd(phone.close);
  const signIn = () => signedIn(phone, person);
  await signIn();
  const intended = await storm({
    phone,
    world,
    random,
    entries,
    killServer: line.killServer,
    endSession: async () =>
      void (await owner().query("delete from sessions where user_id = $1", [person.id])),
    signIn,
  });
  note(`磨难 mishaps: ${told(intended.mishaps)}`);
  line.proxy.heal();
  await line.proxy.settled();
  await signIn();
  await settle(phone, intended, signIn);
  note(`故障 faults: ${told(line.proxy.counts)}`);
  const verdict = await compared(person, phone, intended);
  await phone.close();
  await closeOwner();
  return verdict;
}

const told = (counts: Record<string, number | undefined>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

/** Server and proxy; the server is started again by its launcher whenever it dies. */
async function startLine(entries: number, random: ReturnType<typeof randomOf>, onEnd: Lifetime["onEnd"]) {
  const urls = await cloneDatabase("test_field");
  process.env.TEST_DATABASE_URL = urls.ownerUrl;
  const app = await build();
  const port = await anyFreePort();
  const proxy: FaultProxy = await startFaultProxy({
    serverPort: port,
    random,
    silentEvery: Math.max(60, Math.round(entries / 6)),
  });
  onEnd(proxy.stop);
  const address = `http://localhost:${proxy.port}`;
  let pid = 0;
  const server = await serve({
    folder: app,
    port,
    host: "127.0.0.1",
    urls,
    demo: true,
    log: openSync(join(folder, "server.log"), "w", 0o600),
    onSpawn: (started) => {
      pid = started;
      void adoptProcess(started);
    },
    env: {
      APP_URL: address,
      NEXTAUTH_URL: address,
      LOG_LEVEL: "warn",
      STORAGE_DIR: join(folder, "files"),
    },
  });
  onEnd(server.stop);
  const killServer = async () => {
    process.kill(pid, "SIGKILL");
    for (;;) {
      await sleep(200);
      if (await fetch(`http://127.0.0.1:${port}/api/v1/health`).catch(() => null)) return;
    }
  };
  return { address, proxy, killServer };
}

async function makeWorld(): Promise<{ person: Person; world: World }> {
  const units = [await createUnit(), await createUnit()];
  const person = await createAccount("OBSERVER", { units });
  const cadres = await Promise.all(units.map((unit) => createCadre(unit)));
  const { rows } = await owner().query<{ code: string; id: string; versionId: string }>(
    `select m.code, m.id, v.id as "versionId" from methods m join method_versions v on v.method_id = m.id`,
  );
  return {
    person,
    world: {
      viewerId: person.id,
      units: units.map((unit, at) => ({ ...unit, cadreId: cadres[at]?.id ?? "" })),
      methods: Object.fromEntries(rows.map(({ code, id, versionId }) => [code, { id, versionId }])),
    },
  };
}

/** While the server comes back, again. */
async function signedIn(phone: Phone, person: Person): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const error = await signInBy(phone.context().request, person.account).catch(() => "no answer");
    if (!error) return;
    if (tries > 60) throw new Error(`sign-in refused: ${error}`);
    await sleep(500);
  }
}

/* ---------------------------------------------------------------- what was meant, and what is there */

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

async function compared(
  person: Person,
  phone: Phone,
  intended: Awaited<ReturnType<typeof storm>>,
): Promise<Verdict> {
  const { rows } = await owner().query<{ id: string; fact: string; revisions: number; followUps: number }>(
    `select o.id, o.fact,
            (select count(*)::int from observation_revisions r where r.observation_id = o.id) as revisions,
            (select count(*)::int from follow_ups f where f.observation_id = o.id) as "followUps"
     from observations o where o.observer_id = $1`,
    [person.id],
  );
  const files = await owner().query<{ id: string; sha256: string }>(
    `select id, encode(upload_sha256, 'hex') as sha256 from attachments where owner_id = $1`,
    [person.id],
  );
  const outbox = new Map((await phone.outbox()).map((item) => [item.id, item]));
  const faults: string[] = [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byFact = Map.groupBy(rows, (row) => hashOf(row.fact));
  const good = intended.made.filter((entry) => !entry.isWrong);
  const facts = [
    ...good.map(({ item }) => ({ id: item.id, fact: String(item.body.fact) })),
    ...intended.typed.map(({ fact }) => ({ id: null, fact })),
  ];
  let lost = 0;
  let doubled = 0;
  for (const { id, fact } of facts) {
    const found = byFact.get(hashOf(fact)) ?? [];
    const row = id === null ? found[0] : byId.get(id);
    if (!row || row.fact !== fact) {
      lost += 1;
      const kept = outbox.get(id ?? "");
      faults.push(
        `lost: ${id ?? fact} (${kept ? `${kept.methodName} ${kept.state} ${JSON.stringify(kept.reason)}` : "not on the phone"})`,
      );
    }
    if (found.length > 1) {
      doubled += found.length - 1;
      faults.push(`doubled: ${found.map((one) => one.id).join(" ")}`);
    }
  }
  for (const { id, revisions, followUps } of rows) {
    const entry = good.find(({ item }) => item.id === id);
    const promised = entry ? (entry.item.body.followUps as unknown[]).length : 0;
    if (revisions !== 1 || followUps !== promised) {
      doubled += 1;
      faults.push(`handled twice: ${id}, ${revisions} revisions, ${followUps} of ${promised} follow-ups`);
    }
  }
  for (const { item } of intended.made.filter((entry) => entry.isWrong)) {
    const kept = outbox.get(item.id);
    if (kept?.state === "blocked" && kept.reason) continue;
    lost += 1;
    faults.push(`refused, and not kept with its reason: ${item.id}`);
  }
  for (const item of outbox.values()) {
    if (item.state === "received" && !byId.has(item.id))
      faults.push(`shown as received, not stored: ${item.id}`);
  }
  const photos = good.flatMap((entry) => entry.files);
  const there = new Map(files.rows.map((file) => [file.id, file.sha256]));
  const missing = photos.filter((photo) => there.get(photo.id) !== photo.sha256);
  for (const photo of missing) faults.push(`photo lost: ${photo.id}`);
  note(
    `照片 photos: sent ${photos.length}, stored ${photos.length - missing.length}; 有意写错 wrong on purpose: ${intended.made.length - good.length}`,
  );
  const sent = facts.length;
  return { sentence: `sent ${sent}, stored ${sent - lost}, lost ${lost}, doubled ${doubled}`, faults };
}

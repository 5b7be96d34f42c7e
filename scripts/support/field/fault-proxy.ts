/**
 * The weak line: a proxy between the browser and the server that cuts, delays, doubles, reorders and lies. Only
 * what carries entries suffers (records, drafts, files); pages and sign-in pass.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "./random";

/** How often each happens in a hundred requests; the rest passes. */
const SHARES = {
  /** never reaches the server */
  cutBefore: 4,
  /** stored, and the phone never hears of it */
  cutAfter: 5,
  /** the answer breaks off in the middle */
  cutWithin: 2,
  /** takes its time, so that others overtake it */
  delayed: 6,
  doubled: 5,
  /** the phone believes it lost; it arrives seconds later, among its own repetitions */
  arrivesLate: 3,
  /** stored, and told that it failed */
  failsAfter: 3,
  /** nobody handled it, and told that it failed */
  failsBefore: 3,
  /** the proxy's own page instead of an answer */
  badGateway: 2,
  /** a hotel's sign-in page */
  portal: 2,
  signedOut: 2,
  conflict: 1.5,
  tooLarge: 1.5,
  tooMany: 1.5,
} as const;
/** Rare by number and not by chance: each costs the phone its whole patience. */
type Fault = keyof typeof SHARES | "silent";

const SILENT_MS = 17_000;

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

export type FaultProxy = {
  port: number;
  /** the line is good from now on; what was held back still arrives */
  heal(): void;
  /** resolves when nothing that was held back is on its way any more */
  settled(): Promise<void>;
  counts: Partial<Record<Fault | "passed", number>>;
  stop(): Promise<void>;
};

type Options = {
  /** where the server listens */
  serverPort: number;
  random: Random;
  /** one request in so many is never answered in time */
  silentEvery: number;
};

const carriesEntries = (method: string, path: string): boolean =>
  (method === "POST" && path === "/api/v1/observations") ||
  (method === "PUT" && path.startsWith("/api/v1/drafts/")) ||
  (["POST", "HEAD", "PATCH"].includes(method) && path.startsWith("/api/v1/uploads"));

export async function startFaultProxy({ serverPort, random, silentEvery }: Options): Promise<FaultProxy> {
  const counts: FaultProxy["counts"] = {};
  const late = new Set<Promise<unknown>>();
  const agent = new Agent({ keepAlive: true });
  let isHealed = false;
  let carried = 0;

  const forward = (incoming: IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method, url, headers } = incoming;
      const outgoing = request(
        { agent, host: "127.0.0.1", port: serverPort, method, path: url, headers },
        (answer) => {
          collected(answer).then(
            (whole) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }),
            reject,
          );
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });

  function choose(path: string): Fault | null {
    carried += 1;
    if (carried % silentEvery === 0 && path === "/api/v1/observations") return "silent";
    let rest = random.next() * 100;
    for (const [fault, share] of Object.entries(SHARES) as [Fault, number][]) {
      rest -= share;
      if (rest < 0) return fault;
    }
    return null;
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = incoming;
    const path = new URL(url, "http://proxy").pathname;
    if (isHealed || !carriesEntries(method, path)) return pass(incoming, outgoing);
    const fault = choose(path);
    counts[fault ?? "passed"] = (counts[fault ?? "passed"] ?? 0) + 1;
    const body = await collected(incoming);
    const cut = () => void incoming.socket.destroy();
    const answer = (given: Answer) => void reply(outgoing, given);
    switch (fault) {
      case null:
        return answer(await forward(incoming, body));
      case "cutBefore":
        return cut();
      case "cutAfter":
        await forward(incoming, body);
        return cut();
      case "cutWithin": {
        const { status, headers, body: whole } = await forward(incoming, body);
        outgoing.writeHead(status, { ...plain(headers), "content-length": String(whole.length + 100) });
        outgoing.write(whole.subarray(0, Math.floor(whole.length / 2)), cut);
        return;
      }
      case "delayed":
        await sleep(random.between(50, 900));
        return answer(await forward(incoming, body));
      case "doubled": {
        const [first] = await Promise.all([forward(incoming, body), forward(incoming, body)]);
        return answer(first);
      }
      case "arrivesLate": {
        cut();
        const wait = random.between(300, 6_000);
        const arrival = sleep(wait).then(() => forward(incoming, body));
        late.add(arrival.catch(() => null));
        return;
      }
      case "failsAfter":
        await forward(incoming, body);
        return answer(problem(500, "broken"));
      case "failsBefore":
        return answer(problem(500, "broken"));
      case "badGateway":
        return answer(page(502, "<h1>502 Bad Gateway</h1>"));
      case "portal":
        return answer(page(200, "<form>请先登录本店无线网络</form>"));
      case "signedOut":
        return answer(problem(401, "signedOut"));
      case "conflict":
        return answer(problem(409, "observations.reason.idTaken"));
      case "tooLarge":
        return answer(page(413, "<h1>413 Request Entity Too Large</h1>"));
      case "tooMany":
        return answer(problem(429, "tooMany", { "retry-after": "1" }));
      case "silent": {
        const given = await forward(incoming, body);
        await sleep(SILENT_MS);
        return answer(given);
      }
    }
  }

  /** Untouched, and as a stream: pages and scripts are large. */
  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url, headers } = incoming;
    const way = request(
      { agent, host: "127.0.0.1", port: serverPort, method, path: url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on("error", () => outgoing.destroy()).pipe(outgoing);
      },
    );
    way.on("error", () => incoming.socket.destroy());
    incoming.on("error", () => way.destroy()).pipe(way);
  }

  const server = createServer((incoming, outgoing) => {
    // the server is down, or the browser has gone
    handle(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    heal: () => {
      isHealed = true;
    },
    settled: async () => void (await Promise.all(late)),
    counts,
    stop: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function collected(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** The body has been put together, so what said how it was cut up no longer holds. */
function plain(headers: Answer["headers"]): Answer["headers"] {
  const { "transfer-encoding": _, connection: __, ...kept } = headers;
  return kept;
}

function reply(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  const length = status === 204 || status === 304 ? {} : { "content-length": String(body.length) };
  outgoing.writeHead(status, { ...plain(headers), ...length });
  outgoing.end(body);
}

const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": "application/problem+json", ...headers },
  body: Buffer.from(JSON.stringify({ type: "about:blank", title: code, status, code })),
});

const page = (status: number, html: string): Answer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: Buffer.from(html),
});

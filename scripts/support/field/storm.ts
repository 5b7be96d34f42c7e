/** What a bad week does to a phone, in minutes: entries are written while tab, browser, network and server die. */
import { setTimeout as sleep } from "node:timers/promises";
import { type MadeEntry, madeEntry, type World } from "./made-entries";
import type { Phone } from "./phone";
import type { Random } from "./random";

/** Typed into the real form; its id is made by the page. */
export type TypedEntry = { fact: string };

type Options = {
  phone: Phone;
  world: World;
  random: Random;
  entries: number;
  killServer: () => Promise<void>;
  endSession: () => Promise<void>;
  signIn: () => Promise<void>;
};

/** an entry, at most, on a line that fails two times in five */
const DRAIN_MS = 300;
const TYPED_SHARE = 0.02;
const WRONG_SHARE = 0.02;
const PHOTO_SHARE = 0.12;
/** The server takes 120 uploads an hour of one person, and a broken one may be begun several times. */
const MOST_PHOTOS = 30;

export type Intended = { made: MadeEntry[]; typed: TypedEntry[]; mishaps: Record<string, number> };

export async function storm(options: Options): Promise<Intended> {
  const { phone, world, random, entries } = options;
  const intended: Intended = { made: [], typed: [], mishaps: {} };
  const mishap = mishaps(options);
  const typed = Math.max(2, Math.round(entries * TYPED_SHARE));
  const strike = async () => {
    // a line that comes back wakes the outbox, as on a phone
    const name = random.happens(0.4) ? await mishap() : "flicker";
    if (name === "flicker") await phone.offlineFor(100);
    intended.mishaps[name] = (intended.mishaps[name] ?? 0) + 1;
    await sleep(random.between(300, 1_200));
  };
  let photos = 0;
  const photosOfNext = (): number => {
    const count = photos < MOST_PHOTOS && random.happens(PHOTO_SHARE) ? random.between(1, 2) : 0;
    photos += count;
    return count;
  };
  const largest = Math.max(14, Math.round(entries / 40));
  /** after how many entries the next one is typed by hand */
  let nextTyped = Math.round(entries / typed / 2);
  while (intended.made.length + intended.typed.length < entries) {
    const count = intended.made.length + intended.typed.length;
    if (count >= nextTyped && intended.typed.length < typed) {
      nextTyped += Math.round(entries / typed);
      const fact = await typeOne(options, `手写${count}`);
      intended.typed.push({ fact });
    } else {
      const batch = await Promise.all(
        Array.from({ length: Math.min(random.between(1, largest), entries - count) }, (_, at) =>
          madeEntry(world, random, {
            mark: `${count + at}`,
            photos: photosOfNext(),
            isWrong: random.happens(WRONG_SHARE),
          }),
        ),
      );
      await phone.put(batch);
      intended.made.push(...batch);
    }
    await strike();
  }
  // no rest before most of it has gone through the bad line
  for (const deadline = Date.now() + entries * DRAIN_MS; Date.now() < deadline; await strike()) {
    const open = (await phone.outbox()).filter((item) => item.state === "waiting" || item.state === "sent");
    if (open.length <= entries * 0.03) break;
  }
  return intended;
}

/** Each with its weight; the rare ones end what the others only disturb. */
function mishaps({ phone, random, killServer, endSession, signIn }: Options): () => Promise<string> {
  const known: [string, number, () => Promise<void>][] = [
    ["offline", 10, () => phone.offlineFor(random.between(200, 2_000))],
    ["tabCrashed", 4, () => phone.crashTab()],
    ["secondTab", 3, () => phone.secondTab()],
    ["serverKilled", 2, killServer],
    [
      "signedOut",
      2,
      async () => {
        await endSession();
        await sleep(random.between(200, 1_500));
        await signIn();
      },
    ],
    [
      "browserKilled",
      1,
      async () => {
        await phone.kill();
        await signIn();
      },
    ],
  ];
  const whole = known.reduce((sum, [, weight]) => sum + weight, 0);
  return async () => {
    let rest = random.next() * whole;
    for (const [name, weight, happen] of known) {
      rest -= weight;
      if (rest >= 0) continue;
      await happen();
      return name;
    }
    return "";
  };
}

/** As an observer does it. What the page once showed as saved counts, whatever happens then. */
async function typeOne({ phone, world, random, signIn }: Options, mark: string): Promise<string> {
  const unit = random.one(world.units);
  const method = world.methods.field_survey;
  const fact = `记${mark}：到现场查看，围挡已立，材料堆放整齐。毕`;
  for (let tries = 0; ; tries += 1) {
    const page = await phone.context().newPage();
    try {
      await page.goto(`/field/new?unit=${unit.id}&method=${method?.id}`, { timeout: 15_000 });
      await page.getByRole("textbox", { name: "地点" }).fill("停车场工地", { timeout: 5_000 });
      await page.locator("[data-field=fact] textarea").fill(fact, { timeout: 5_000 });
      await page
        .getByText(/已存本机/)
        .first()
        .waitFor({ timeout: 5_000 });
      await page.getByRole("button", { name: "提交", exact: true }).click({ timeout: 5_000 });
      await page.getByRole("link", { name: "再记一条" }).waitFor({ timeout: 5_000 });
      await page.close();
      return fact;
    } catch (error) {
      const isKept = await page
        .getByText(/已存本机/)
        .first()
        .isVisible()
        .catch(() => false);
      await page.close().catch(() => null);
      if (isKept) return fact;
      if (tries >= 20) throw error;
      await signIn().catch(() => null);
      await sleep(500);
    }
  }
}

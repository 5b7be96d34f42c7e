/** Random entries in the stored format of the phone's outbox, as its form would have put them there. */
import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { newFile, newItem, type OutboxItem } from "@/lib/field/outbox/rules";
import { methodCodes } from "@/lib/methods/schema";
import { entryContent } from "@/lib/observations/form/content/rules";
import type { EntryState, EvidenceEntry } from "@/lib/observations/form/rules";
import { fieldsOf, filled, freshOf, withRequiredText } from "@/tests/unit/observations-form/typed";
import type { Random } from "./random";

export type World = {
  viewerId: string;
  units: { id: string; shortName: string; cadreId: string }[];
  methods: Record<string, { id: string; versionId: string }>;
};
export type MadeEntry = {
  item: OutboxItem;
  /** base64, by attachment id */
  files: { id: string; type: string; base64: string; sha256: string }[];
  /** refused by the server whatever the line does */
  isWrong: boolean;
};

const DAY_MS = 86_400_000;
/** What these ask beyond the fact is a word or nothing. */
const LIGHT = ["field_survey", "regular_talk", "stakeholder_visit", "sit_in", "record_review"] as const;
const PIECES = [
  "看到现场已平整，进度四成。",
  "与经办人当面核对了材料；",
  "群众反映办理时间缩短。",
  "“一窗受理”仍有两项要跑两次——",
  "𠮷林村道路硬化完成 3.2 公里\n",
  "车辆进出有序👷‍♀️🚧，",
  "<b>not markup</b> & \"quotes\" 'too' \\ {name} %s ",
  "café naïve ｆｕｌｌ－ｗｉｄｔｈ　",
  "مرحبا עברית ",
  "\t第二行；null; undefined; 0x00; '); drop table x;-- ",
];

/** Unique, so that it can be looked for: the server trims the ends, so they are letters. */
function factOf(random: Random, mark: string): string {
  const pieces = Array.from({ length: random.between(1, random.happens(0.05) ? 120 : 12) }, () =>
    random.one(PIECES),
  );
  return [...`记${mark}：${pieces.join("")}`].slice(0, 4_900).join("").concat("毕");
}

export async function madeEntry(
  world: World,
  random: Random,
  over: { mark: string; photos?: number; isWrong?: boolean },
): Promise<MadeEntry> {
  const unit = random.one(world.units);
  const isQuick = random.happens(0.5);
  const code = random.one(isQuick ? LIGHT : methodCodes);
  const method = world.methods[code];
  if (!method) throw new Error(`the database has no method ${code}`);
  const fields = fieldsOf(code);
  const now = new Date(Date.now() - random.between(0, 40) * DAY_MS - random.between(1, 600) * 60_000);
  const fact = factOf(random, over.mark);
  const written: EntryState = isQuick
    ? withRequiredText(freshOf(code, { now }), fields, fact)
    : filled(code, unit.cadreId, now);
  const files = await Promise.all(Array.from({ length: over.photos ?? 0 }, () => madePhoto(random)));
  const state = { ...written, fact: over.isWrong ? "" : fact, evidence: files.map((file) => file.entry) };
  const id = randomUUID();
  const item = newItem(
    {
      id,
      viewerId: world.viewerId,
      body: {
        ...entryContent(state, fields),
        id,
        unitId: unit.id,
        methodId: method.id,
        methodVersionId: method.versionId,
      },
      form: { state, unitId: unit.id, methodId: method.id, methodVersionId: method.versionId },
      unitName: unit.shortName,
      methodName: code,
      words: fact.slice(0, 60),
      files: files.map(({ entry }) => newFile(entry, new Date())),
    },
    new Date(),
  );
  return {
    item,
    isWrong: over.isWrong ?? false,
    files: files.map(({ entry, base64 }) => ({
      id: entry.id,
      type: entry.type,
      base64,
      sha256: entry.sha256,
    })),
  };
}

/** Grain, so that no two are alike and each takes several pieces on its way. */
async function madePhoto(random: Random): Promise<{ entry: EvidenceEntry; base64: string }> {
  const width = random.between(300, 640);
  const noise = { type: "gaussian" as const, mean: random.between(60, 180), sigma: 40 };
  const bytes = await sharp({ create: { width, height: 400, channels: 3, background: "#777", noise } })
    .jpeg({ quality: 80 })
    .toBuffer();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    base64: bytes.toString("base64"),
    entry: {
      id: randomUUID(),
      name: `IMG_${random.between(1000, 9999)}.jpg`,
      type: "image/jpeg",
      size: bytes.length,
      sha256,
      captureSha256: sha256,
      takenAt: new Date(Date.now() - DAY_MS).toISOString(),
    },
  };
}

import { describe, expect, it } from "vitest";
import { concernBlocks } from "@/lib/concerns/paper/rules";
import type { FileConcern } from "@/lib/concerns/queries";
import { correctionBlocks } from "@/lib/corrections/paper/rules";
import type { CorrectionRow } from "@/lib/corrections/queries";
import { marksOf } from "@/lib/platform/marks";

/** The keys stand for the words: asked is what a paper holds, not how it says it. */
const say = (key: string, values?: Record<string, string | number>) =>
  `${key} ${Object.values(values ?? {}).join(" ")}`;

const concern: FileConcern = {
  id: "0a1b2c3d-0000-4000-8000-000000000001",
  summary: "两次例会无故缺席。",
  situation: "《会议制度》第三条",
  conductItem: null,
  sources: [],
  state: "REMINDED",
  reason: "本人已说明。",
  decidedOn: "2026-10-08",
  deciderName: "演示甲",
  expiresOn: "2027-01-08",
};

describe("concernBlocks", () => {
  it("tells what was decided, until when, and opens its page; one stop at the end of each part", () => {
    const paper = JSON.stringify(concernBlocks([concern], say, "https://a.example"));
    for (const part of [
      "两次例会无故缺席",
      "《会议制度》第三条",
      "status.REMINDED",
      "演示甲 2026-10-08",
      "2027-01-08",
    ])
      expect(paper).toContain(part);
    expect(paper).not.toContain("。");
    expect(paper).toContain("https://a.example/concerns/0a1b2c3d-0000-4000-8000-000000000001");
  });

  it("says so where nothing stands", () => {
    expect(JSON.stringify(concernBlocks([], say, ""))).toContain("empty.file");
  });
});

const request = {
  id: "0a1b2c3d-0000-4000-8000-000000000002",
  kind: "CORRECTION",
  subject: "POST",
  about: null,
  cadreName: "演示乙",
  askedOn: "2026-10-01",
  body: "任职时间应为六月。",
  evidenceTitle: "任职文件",
  evidenceNumber: "演示〔2026〕2号",
  evidenceText: "",
  state: "ASKED",
  outcome: null,
  answer: "",
  answeredOn: null,
  answererName: null,
  files: [
    { name: "任职文件.pdf", hasArrived: true },
    { name: "没到的.jpg", hasArrived: false },
  ],
} as unknown as CorrectionRow;

describe("correctionBlocks", () => {
  it("prints what was said with its evidence, and the answer or that there is none yet", () => {
    const waiting = JSON.stringify(correctionBlocks([request], say, marksOf(false)));
    for (const part of [
      "任职时间应为六月。",
      "演示〔2026〕2号",
      "hint.paperFiles 任职文件.pdf",
      "status.POST",
      "hint.paperWaiting",
    ])
      expect(waiting).toContain(part);
    expect(waiting).not.toContain("没到的");
    const answered = {
      ...request,
      state: "ANSWERED",
      outcome: "ACCEPTED",
      answer: "已改。",
      answeredOn: "2026-10-09",
    } as CorrectionRow;
    const told = JSON.stringify(correctionBlocks([answered], say, marksOf(false)));
    for (const part of ["已改。", "status.ACCEPTED", "hint.byOffice 2026-10-09"])
      expect(told).toContain(part);
    expect(told).not.toContain("hint.paperWaiting");
  });

  it("adds nothing where nobody spoke", () => {
    expect(correctionBlocks([], say, marksOf(false))).toEqual([]);
  });
});

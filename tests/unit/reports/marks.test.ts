/** Marks of a report that cannot be lost or forged, and who may take which step. */

import { describe, expect, it } from "vitest";
import { Register, sayer } from "@/lib/reports/compose/rules";
import { asClause, bareSentences, excerptOf, piecesOf, stepRefusal, writeRefusal } from "@/lib/reports/rules";
import reports from "@/messages/zh-CN/reports.json";

const say = sayer(reports.hint.paper);

describe("marks", () => {
  it("get longer where two things would be taken for each other, and stay the same for the same thing", () => {
    const register = new Register();
    const [a, b] = ["aaaaaaaa-1111-4111-8111-111111111111", "aaaaaaaa-2222-4111-8111-111111111111"];
    expect(register.cite(say, "RECORD", { id: a })).toBe("【记录aaaaaaaa】");
    expect(register.cite(say, "RECORD", { id: b })).toBe("【记录aaaaaaaa2】");
    expect(register.cite(say, "RECORD", { id: a })).toBe("【记录aaaaaaaa】");
    expect(register.citations).toHaveLength(2);
  });

  it("part a text without losing a character", () => {
    const text = "一句【记录a】，又一句【表1】。尾";
    expect(
      piecesOf(text)
        .map((piece) => ("text" in piece ? piece.text : `【${piece.label}】`))
        .join(""),
    ).toBe(text);
  });

  it.each([
    ["写得好【表1】。没有出处。", ["没有出处"]],
    ["他说：“先干。再报批！”【表1】。", []],
    ["一【表1】！二？", ["二"]],
    ["换行【表1】\n没有", ["没有"]],
    ["", []],
  ])("are missed where they are missing: %s", (text, bare) => {
    expect(bareSentences(text)).toEqual(bare);
  });
});

describe("writeRefusal", () => {
  const register = new Map([
    ["表1", { kind: "TABLE" as const }],
    ["报备RC-1", { kind: "TOLERANCE_PRE" as const }],
  ]);
  const before = "原话【表1】【报备RC-1】。";
  const ask = (text: string, reason = "") => writeRefusal({ before, text, reason }, register);
  it("lets a wording be changed that keeps its marks", () => {
    expect(ask("改过的话【报备RC-1】【表1】。")).toBeNull();
  });
  it.each([
    ["忘了【表1】。", "", "reports.reason.droppedCitation"],
    ["", "", "reports.reason.droppedCitation"],
    ["伪造【表9】。", "理由", "reports.reason.unknownCitation"],
    ["原话【表1】【报备RC-1】。另有一句。", "理由", "reports.reason.bareSentence"],
    ["据此免责【表1】【报备RC-1】。", "理由", "reports.reason.exempting"],
  ])("refuses %s", (text, reason, refused) => {
    expect(ask(text, reason)).toMatchObject({ refused });
  });
  it("lets a mark and a whole paragraph go with a reason", () => {
    expect(ask("短了【表1】。", "压缩")).toBeNull();
    expect(ask("", "删去")).toBeNull();
  });
});

describe("stepRefusal", () => {
  const report = { state: "FINAL" as const, madeById: "a", finalisedById: "b" };
  it("has it signed by another, once it is final", () => {
    expect(stepRefusal(report, "sign", { id: "c" })).toBeNull();
    for (const id of ["a", "b"])
      expect(stepRefusal(report, "sign", { id })).toMatchObject({ refused: "reports.reason.ownReport" });
    expect(stepRefusal({ ...report, state: "DRAFT" }, "sign", { id: "c" })).toMatchObject({
      refused: "reports.reason.wrongState",
    });
  });
  it("writes, finalises and throws away a draft alone", () => {
    for (const step of ["write", "finalise", "discard"] as const) {
      expect(stepRefusal({ ...report, state: "DRAFT" }, step, { id: "a" })).toBeNull();
      for (const state of ["FREEZING", "FINAL", "SIGNED", "DISCARDED"] as const)
        expect(stepRefusal({ ...report, state }, step, { id: "a" })).toMatchObject({
          refused: "reports.reason.wrongState",
        });
    }
  });
});

describe("an excerpt", () => {
  it.each([
    ["堆场已启用，清点停放 860 辆。平整完成。", "堆场已启用，清点停放 860 辆"],
    ["负责人说：“车场停满。再过两周。”", "负责人说：“车场停满”"],
    ["用【记录x】冒充", "用〔记录x〕冒充"],
    ["长".repeat(70), `${"长".repeat(60)}……`],
  ])("of %s fits into a sentence", (fact, expected) => {
    expect(excerptOf(fact)).toBe(expected);
  });
  it("as a clause has no stop of its own", () => {
    expect(asClause("先办。再报！")).toBe("先办；再报");
  });
});

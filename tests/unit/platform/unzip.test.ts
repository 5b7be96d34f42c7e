import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { unzipped } from "@/lib/platform/unzip";
import { zipEntries } from "@/lib/platform/zip";

const limits = { entries: 5, bytes: 1_000_000, entryBytes: 600_000 };
function all(bytes: Uint8Array) {
  const files: string[] = [];
  const walk = unzipped(bytes, limits);
  for (let step = walk.next(); ; step = walk.next()) {
    if (step.done) return { files, end: step.value };
    files.push(`${step.value.name}: ${step.value.bytes.length}`);
  }
}
const text = (size: number) => new Uint8Array(size).fill(65);

describe("unzipped", () => {
  it("gives the files, without folders and what a Mac adds", () => {
    const zip = zipSync({
      "甲/": new Uint8Array(),
      "甲/林.lrmx": text(3),
      "乙.lrmx": text(4),
      "__MACOSX/._乙.lrmx": text(9),
      ".DS_Store": text(1),
    });
    expect(all(zip)).toEqual({ files: ["林.lrmx: 3", "乙.lrmx: 4"], end: "whole" });
  });

  it("refuses too many files, too large ones and too much together before anything is unpacked", () => {
    expect(
      all(zipSync(Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}`, text(1)])))),
    ).toEqual({ files: [], end: "tooMuch" });
    expect(all(zipSync({ a: text(600_001) }))).toEqual({ files: [], end: "tooMuch" });
    expect(all(zipSync({ a: text(550_000), b: text(550_000) }))).toEqual({ files: [], end: "tooMuch" });
  });

  it("refuses a bomb that lies about its size", () => {
    const bomb = zipSync({ a: text(5_000_000) });
    const view = new DataView(bomb.buffer);
    // both places that tell the unpacked size: the local head and the directory
    const directory = view.getUint32(bomb.length - 6, true);
    view.setUint32(22, 10, true);
    view.setUint32(directory + 24, 10, true);
    expect(all(bomb)).toEqual({ files: [], end: "broken" });
  });

  it("refuses what is no zip, and one with something behind", () => {
    expect(all(text(100))).toEqual({ files: [], end: "broken" });
    expect(all(Uint8Array.of(...zipSync({ a: text(1) }), 1))).toEqual({ files: [], end: "broken" });
  });

  it("reads Chinese names of Windows, which are GB18030", () => {
    // two names of the same length, so that they are apart only where they are read right
    const zip = zipSync({ XXXX: text(1), YYYY: text(2) });
    const named = (mark: string, gb: number[]) => {
      for (let at = zip.indexOf(mark.charCodeAt(0)); at >= 0; at = zip.indexOf(mark.charCodeAt(0), at + 1))
        if (Buffer.from(zip.subarray(at, at + 4)).toString("latin1") === mark) zip.set(gb, at);
    };
    named("XXXX", [0xc1, 0xd6, 0xba, 0xce]);
    named("YYYY", [0xba, 0xce, 0xc1, 0xd6]);
    expect(zipEntries(zip, 5)?.map(({ name }) => name)).toEqual(["林何", "何林"]);
  });
});

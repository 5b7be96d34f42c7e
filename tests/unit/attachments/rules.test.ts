import { describe, expect, it } from "vitest";
import { announcedFile, FILE_LIMITS, keptName, secondsToWait, sizeRefusal } from "@/lib/attachments/rules";
import zh from "@/messages/zh-CN/attachments.json";
import { announcementOf } from "@/tests/support/files";

const file = announcementOf(Buffer.from("bytes"));

describe("announcedFile", () => {
  it.each([
    ["before the text has arrived", { announced: null, stored: null }, "textFirst"],
    ["what the entry does not name", { announced: [], stored: null }, "notAnnounced"],
    [
      "the same file again, as stored",
      { announced: [file], stored: { uploadSha256: file.sha256, isOwn: true } },
      "alreadyStored",
    ],
    [
      "another file under its id",
      { announced: [file], stored: { uploadSha256: "0", isOwn: true } },
      "idTaken",
    ],
    [
      "an id that somebody else stored",
      { announced: [file], stored: { uploadSha256: file.sha256, isOwn: false } },
      "idTaken",
    ],
  ])("refuses %s", (_, standing, reason) => {
    expect(announcedFile(standing, file.id)).toEqual({ refused: `attachments.reason.${reason}` });
  });

  it("takes what was announced", () => {
    expect(announcedFile({ announced: [file], stored: null }, file.id)).toBe(file);
  });
});

describe("sizeRefusal", () => {
  it("holds a file to its announced size and to the cap, which the words name", () => {
    expect(sizeRefusal(file, file.size)).toBeNull();
    expect(sizeRefusal(file, file.size + 1)?.refused).toBe("attachments.reason.otherBytes");
    expect(sizeRefusal(file, FILE_LIMITS.bytes + 1)?.refused).toBe("attachments.reason.tooLarge");
    expect(zh.reason.tooLarge).toContain(`${FILE_LIMITS.bytes / 1024 / 1024} MB`);
    expect(zh.reason.tooManyPixels).toContain(`${FILE_LIMITS.pixels / 10_000} 万`);
  });
});

describe("secondsToWait", () => {
  const begun = (count: number, byteSize: number) =>
    Array.from({ length: count }, (_, n) => ({ byteSize, secondsAgo: 3000 - n }));

  it("lets 120 files and 500 MB an hour pass", () => {
    expect(secondsToWait(begun(119, 1000), 1000)).toBeNull();
    expect(secondsToWait(begun(19, 25 * 1024 * 1024), 25 * 1024 * 1024)).toBeNull();
  });

  it("tells when enough of the oldest is an hour old", () => {
    expect(secondsToWait(begun(120, 1000), 1000)).toBe(600);
    expect(secondsToWait(begun(20, 25 * 1024 * 1024), 30 * 1024 * 1024)).toBe(601);
  });
});

describe("keptName", () => {
  it.each([
    ["工地东侧.jpg", "工地东侧.jpg"],
    ["IMG_2031.JPEG", "IMG_2031.jpeg"],
    ["../../etc/passwd", "passwd.jpg"],
    ["照片.exe", "照片.exe.jpg"],
    ["会议\u202egpj.纪要.jpg", "会议gpj.纪要.jpg"],
    ['a"b\r\nx.jpg', "abx.jpg"],
    [".jpg", "jpg.jpg"],
    ["   ", "file.jpg"],
  ])("of %j is %j", (announced, kept) => {
    expect(keptName(announced, "image/jpeg")).toBe(kept);
  });

  it("is short enough to be stored", () => {
    expect(keptName("长".repeat(200), "application/pdf").length).toBeLessThanOrEqual(160);
  });
});

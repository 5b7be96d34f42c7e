import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarFile, folded, type Invitation } from "@/lib/meetings/invitation/rules";

const invitation: Invitation = {
  id: "0b8f6f7e-8a3c-4f8e-9d2a-1c2b3d4e5f60",
  title: "整车企业临时堆场协调会",
  place: "赤岸镇三楼会议室",
  lines: ["议题：选址; 条件", "参加单位：赤岸镇、建设局, 自然资源和规划局"],
  startsAt: new Date("2026-12-01T01:30:00Z"),
  endsAt: new Date("2026-12-01T03:30:00Z"),
  sequence: 0,
  changedAt: new Date("2026-11-27T04:00:00.123Z"),
  isCancelled: false,
  organizer: '程"砚禾"; 组织部',
  href: "https://observer.example.gov.cn/meetings/0b8f6f7e-8a3c-4f8e-9d2a-1c2b3d4e5f60",
};
/** As a calendar reads it: folds taken out, then one property a line. */
const read = (file: string): Map<string, string> =>
  new Map(
    file
      .replaceAll("\r\n ", "")
      .split("\r\n")
      .filter((line) => line.includes(":"))
      .map((line) => [line.slice(0, line.search(/[:;]/)), line.slice(line.indexOf(":") + 1)]),
  );
const unescaped = (text = ""): string => text.replaceAll(/\\(.)/g, (_, it) => (it === "n" ? "\n" : it));

describe("calendarFile", () => {
  it("says when, where and what in UTC, and ends every line with CRLF", () => {
    const file = calendarFile(invitation);
    const properties = read(file);
    expect(properties.get("DTSTART")).toBe("20261201T013000Z");
    expect(properties.get("DTEND")).toBe("20261201T033000Z");
    expect(properties.get("DTSTAMP")).toBe("20261127T040000Z");
    expect(properties.get("METHOD")).toBe("PUBLISH");
    expect(unescaped(properties.get("DESCRIPTION"))).toBe(invitation.lines.join("\n"));
    expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(file.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(file).not.toContain("mailto:");
  });
  it("keeps its UID and grows its SEQUENCE; cancelled it says so", () => {
    const [before, after] = [
      read(calendarFile(invitation)),
      read(calendarFile({ ...invitation, sequence: 2, isCancelled: true })),
    ];
    expect(after.get("UID")).toBe(before.get("UID"));
    expect([before.get("SEQUENCE"), after.get("SEQUENCE")]).toEqual(["0", "2"]);
    expect([after.get("METHOD"), after.get("STATUS")]).toEqual(["CANCEL", "CANCELLED"]);
  });
  it("brings any text through unchanged, in lines of at most 75 octets that cut no character", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 300 }).filter((typed) => !/\p{Cc}/u.test(typed));
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 5 }), (title, place, lines) => {
        const file = calendarFile({ ...invitation, title, place, lines });
        for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const properties = read(file);
        expect(unescaped(properties.get("SUMMARY"))).toBe(title);
        expect(unescaped(properties.get("LOCATION"))).toBe(place);
        expect(unescaped(properties.get("DESCRIPTION"))).toBe(lines.join("\n"));
      }),
    );
  });
  it("lets no text add a property of its own", () => {
    const file = calendarFile({
      ...invitation,
      title: "会议\r\nATTENDEE:mailto:a@b.cn\rX:1",
      organizer: '甲":mailto:a@b.cn\r\nX-EVIL:1',
      lines: ["一\u0000二\u0007"],
    });
    expect(file).not.toMatch(/^(ATTENDEE|X|X-EVIL)[:;]/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(file.replaceAll("\r\n", "")).not.toMatch(/[\u0000-\u001F]/);
  });
});

describe("folded", () => {
  it("leaves what fits in one line", () => {
    expect(folded("a".repeat(75))).toBe("a".repeat(75));
    expect(folded("a".repeat(76))).toBe(`${"a".repeat(75)}\r\n a`);
  });
});

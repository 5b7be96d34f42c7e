import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { drawnPhoto, photoBytes } from "@/lib/roster/lrmx/photo/rules";
import { PIXEL_PNG } from "@/tests/support/lrmx";

const picture = (width = 60, height = 80) =>
  sharp({ create: { width, height, channels: 3, background: { r: 90, g: 120, b: 160 } } });
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

describe("photo of an lrmx", () => {
  it("is drawn anew, without what it told of camera and place, and the same picture gives the same bytes", async () => {
    const source = await picture()
      .withExif({ IFD0: { Copyright: "taken by nobody" } })
      .jpeg()
      .toBuffer();
    expect(source.includes("taken by nobody")).toBe(true);
    const first = await drawnPhoto(base64(source), "");
    expect(first).toEqual(await drawnPhoto(base64(source), ""));
    const drawn = Buffer.from("base64" in first ? first.base64 : "", "base64");
    expect(drawn.includes("taken by nobody")).toBe(false);
    expect(await sharp(drawn).metadata()).toMatchObject({ format: "jpeg", width: 60, height: 80 });
    expect(drawn.equals(source)).toBe(false);
  });

  it("is not drawn a second time where it is what the house has", async () => {
    expect(await drawnPhoto("no picture at all", "no picture at all")).toEqual({
      base64: "no picture at all",
    });
    expect(await drawnPhoto("", "what was there")).toEqual({ base64: "" });
  });

  it("takes PNG, and makes a large one smaller", async () => {
    expect(photoBytes(PIXEL_PNG)).toMatchObject({ kind: "png" });
    const drawn = await drawnPhoto(base64(await picture(1200, 1600).png().toBuffer()), "");
    const bytes = Buffer.from("base64" in drawn ? drawn.base64 : "", "base64");
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 600, height: 800 });
  });

  it.each([
    ["SVG", base64(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), "photoKind"],
    ["GIF", base64(Buffer.from("GIF89a\u0001\u0000")), "photoKind"],
    ["a data prefix", `data:image/png;base64,${PIXEL_PNG}`, "photoKind"],
    ["what is no Base64", "林".repeat(40), "photoKind"],
    [
      "a zip behind the picture",
      base64(Buffer.concat([Buffer.from(PIXEL_PNG, "base64"), Buffer.from("PK\u0005\u0006")])),
      "photoTwoInOne",
    ],
    ["more than 3 MiB", "A".repeat(5 * 1024 * 1024), "photoTooLarge"],
  ])("%s is refused", async (_, photo, fault) => {
    expect(await drawnPhoto(photo, "")).toEqual({ fault });
  });

  it("a picture cut off is refused, and one of pixels beyond measure", async () => {
    const whole = await picture(300, 300).png().toBuffer();
    const cut = Buffer.concat([whole.subarray(0, whole.length / 2), whole.subarray(-12)]);
    expect(await drawnPhoto(base64(cut), "")).toEqual({ fault: "photoBroken" });
    const huge = await picture(6_000, 4_000).png().toBuffer();
    expect(await drawnPhoto(base64(huge), "")).toEqual({ fault: "photoTooLarge" });
  });
});

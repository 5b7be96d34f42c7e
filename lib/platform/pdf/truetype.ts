/** A TrueType font of the few glyphs that a document needs: what a PDF embeds, and no more than that. */

export type PathCommand = { command: string; args: number[] };
/** As it stands in the table `glyf`; no bytes where nothing is drawn. */
export type Glyph = { advance: number; data: Uint8Array; points: number; contours: number };

type Point = { x: number; y: number; isOn: boolean };

/** Closed contours of lines and quadratic curves; TrueType knows no others. */
function contoursOf(commands: readonly PathCommand[]): Point[][] {
  const contours: Point[][] = [];
  let current: Point[] = [];
  const add = (x = 0, y = 0, isOn = true) => current.push({ x: Math.round(x), y: Math.round(y), isOn });
  for (const { command, args } of commands) {
    const [a, b, c, d] = args;
    if (command === "moveTo") {
      current = [];
      contours.push(current);
      add(a, b);
    } else if (command === "lineTo") add(a, b);
    else if (command === "quadraticCurveTo") {
      add(a, b, false);
      add(c, d);
    } else if (command === "closePath") {
      const [first] = current;
      const last = current.at(-1);
      // a contour ends where it began without saying so
      if (current.length > 1 && first && last?.isOn && first.x === last.x && first.y === last.y)
        current.pop();
    } else throw new Error(`no glyph has ${command}`);
  }
  return contours.filter(({ length }) => length > 0);
}

const ON_CURVE = 1;
const SHORT = { x: 2, y: 4 } as const;
/** of a short step: that it is positive; of a long one: that there is none */
const SAME = { x: 16, y: 32 } as const;

/** One coordinate after another as the step from the last one. */
function steps(values: readonly number[], axis: "x" | "y"): { flags: number[]; bytes: number[] } {
  const flags: number[] = [];
  const bytes: number[] = [];
  let last = 0;
  for (const value of values) {
    const step = value - last;
    last = value;
    if (step === 0) flags.push(SAME[axis]);
    else if (Math.abs(step) < 256) {
      flags.push(SHORT[axis] | (step > 0 ? SAME[axis] : 0));
      bytes.push(Math.abs(step));
    } else {
      flags.push(0);
      bytes.push((step >> 8) & 255, step & 255);
    }
  }
  return { flags, bytes };
}

export function glyphOf(commands: readonly PathCommand[], advance: number): Glyph {
  const contours = contoursOf(commands);
  const points = contours.flat();
  if (points.length === 0)
    return { advance: Math.round(advance), data: new Uint8Array(), points: 0, contours: 0 };
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const across = steps(xs, "x");
  const up = steps(ys, "y");
  const words = [contours.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  let end = -1;
  for (const contour of contours) {
    end += contour.length;
    words.push(end);
  }
  words.push(0); // no instructions
  const flags = points.map(
    ({ isOn }, at) => (isOn ? ON_CURVE : 0) | (across.flags[at] ?? 0) | (up.flags[at] ?? 0),
  );
  const data = Uint8Array.from([
    ...words.flatMap((word) => [(word >> 8) & 255, word & 255]),
    ...flags,
    ...across.bytes,
    ...up.bytes,
  ]);
  return { advance: Math.round(advance), data, points: points.length, contours: contours.length };
}

const aligned = (length: number): number => (length + 3) & ~3;

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4)
    sum =
      (sum +
        (((bytes[at] ?? 0) << 24) |
          ((bytes[at + 1] ?? 0) << 16) |
          ((bytes[at + 2] ?? 0) << 8) |
          (bytes[at + 3] ?? 0))) >>>
      0;
  return sum;
}

const table = (length: number, write: (view: DataView) => void): Uint8Array => {
  const bytes = new Uint8Array(length);
  write(new DataView(bytes.buffer));
  return bytes;
};

export const EM = 1000;
export const ASCENT = 880;
export const DESCENT = -120;
/** Wide enough for what the typeface draws. */
export const BOX = [-1000, -1000, 3000, 2000] as const;

/** In the order of `glyphs`; the first is shown for what is not there. */
export function trueTypeFile(glyphs: readonly Glyph[]): Uint8Array {
  const offsets = [0];
  for (const { data } of glyphs) offsets.push((offsets.at(-1) ?? 0) + aligned(data.length));
  const glyf = new Uint8Array(offsets.at(-1) ?? 0);
  glyphs.forEach(({ data }, at) => {
    glyf.set(data, offsets[at]);
  });
  const head = table(54, (view) => {
    view.setUint32(0, 0x00010000);
    view.setUint32(4, 0x00010000);
    view.setUint32(12, 0x5f0f3cf5); // the format's own number
    view.setUint16(16, 0b11); // baseline and left side at nought
    view.setUint16(18, EM);
    BOX.forEach((value, at) => {
      view.setInt16(36 + 2 * at, value);
    });
    view.setUint16(46, 8);
    view.setInt16(48, 2);
    view.setInt16(50, 1); // long offsets in `loca`
  });
  const hhea = table(36, (view) => {
    view.setUint32(0, 0x00010000);
    view.setInt16(4, ASCENT);
    view.setInt16(6, DESCENT);
    view.setUint16(10, Math.max(...glyphs.map(({ advance }) => advance)));
    view.setInt16(18, 1);
    view.setUint16(34, glyphs.length);
  });
  const maxp = table(32, (view) => {
    view.setUint32(0, 0x00010000);
    view.setUint16(4, glyphs.length);
    view.setUint16(6, Math.max(...glyphs.map(({ points }) => points)));
    view.setUint16(8, Math.max(...glyphs.map(({ contours }) => contours)));
    view.setUint16(14, 2);
  });
  const hmtx = table(4 * glyphs.length, (view) => {
    glyphs.forEach(({ advance, data }, at) => {
      view.setUint16(4 * at, advance);
      // the left side bearing is where the outline begins
      view.setInt16(4 * at + 2, data.length > 0 ? new DataView(data.buffer, data.byteOffset).getInt16(2) : 0);
    });
  });
  const loca = table(4 * offsets.length, (view) => {
    offsets.forEach((offset, at) => {
      view.setUint32(4 * at, offset);
    });
  });
  return joined({ glyf, head, hhea, hmtx, loca, maxp });
}

/** Tables by name, each with its place and sum; the whole adds up to the number that the format asks for. */
function joined(tables: Record<string, Uint8Array>): Uint8Array {
  const names = Object.keys(tables).sort();
  const start = 12 + 16 * names.length;
  let offset = start;
  const placed = names.map((name) => {
    const bytes = tables[name] ?? new Uint8Array();
    const place = { name, bytes, offset };
    offset += aligned(bytes.length);
    return place;
  });
  const file = new Uint8Array(offset);
  const view = new DataView(file.buffer);
  const power = 2 ** Math.floor(Math.log2(names.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, names.length);
  view.setUint16(6, 16 * power);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, 16 * (names.length - power));
  placed.forEach(({ name, bytes, offset: at }, index) => {
    const entry = 12 + 16 * index;
    for (let letter = 0; letter < 4; letter++) view.setUint8(entry + letter, name.charCodeAt(letter));
    view.setUint32(entry + 4, checksum(bytes));
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, bytes.length);
    file.set(bytes, at);
  });
  const head = placed.find(({ name }) => name === "head");
  if (head) view.setUint32(head.offset + 8, (0xb1b0afba - checksum(file)) >>> 0);
  return file;
}

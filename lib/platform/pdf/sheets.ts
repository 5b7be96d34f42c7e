/** Pages being drawn: a place that moves down, words set at it, a new page when the last one is full. */
import { POINTS, SHEET } from "../gongwen";
import { glyphNumbers, type Link, number, type Page } from "./file";
import type { Line, Stretch } from "./lines";
import { type Element, elementOf, type Marks, marked, within } from "./structure";
import { EM } from "./truetype";
import type { Face, Weight } from "./typeface";

const MM = 72 / 25.4;
export const SIZE = { width: SHEET.width * MM, height: SHEET.height * MM };
const LEFT = SHEET.left * MM;
const TOP = SIZE.height - SHEET.top * MM;
const BOTTOM = SHEET.bottom * MM;
export const WIDTH = SIZE.width - (SHEET.left + SHEET.right) * MM;
export const HEIGHT = TOP - BOTTOM;

const GREY = { watermark: 0.9, footer: 0.38, border: 0.5 } as const;
/** The number stands 7 mm below the text, the footer below the number. */
const BELOW = 7 * MM;
/** What of a letter is above its base line and below it. */
const ABOVE = 0.88;
const UNDER = 0.14;
/** More room than this between two letters looks like a hole. */
const MOST_ROOM = 0.25;

export type Faces = Record<Weight, Face>;
export type Look = { weight: Weight; size: number };

export class Sheets {
  private readonly done: { content: string[]; links: Link[]; marks: Marks }[] = [];
  private readonly numbers: Record<Weight, Map<number, number>>;
  readonly structure = elementOf("Document");
  /** from the top of the text downward */
  private place = 0;

  constructor(
    private readonly faces: Faces,
    private readonly around: { footer: string; watermark: string },
  ) {
    this.numbers = {
      regular: glyphNumbers(faces.regular.glyphs),
      bold: glyphNumbers(faces.bold.glyphs),
    };
    this.turn();
  }

  get room(): number {
    return HEIGHT - this.place;
  }
  get isAtTop(): boolean {
    return this.place === 0;
  }
  down(by: number): void {
    this.place += by;
  }

  widthOf(look: Look): (char: string) => number {
    const { glyphs } = this.faces[look.weight];
    return (char) => ((glyphs.get(char.codePointAt(0) ?? 0)?.advance ?? EM) * look.size) / EM;
  }

  turn(): void {
    this.done.push({ content: [], links: [], marks: [] });
    this.place = 0;
    const { watermark, footer } = this.around;
    if (watermark) this.across(watermark);
    const page = `— ${this.done.length} —`;
    const below = BOTTOM - BELOW;
    this.content.push("/Artifact << /Type /Pagination >> BDC");
    this.centred(page, { weight: "regular", size: POINTS.page }, below);
    this.content.push(`${GREY.footer} g`);
    this.centred(footer, { weight: "regular", size: POINTS.footer }, below - 1.4 * POINTS.page);
    this.content.push("0 g EMC");
  }

  private get current(): { content: string[]; links: Link[]; marks: Marks } {
    const page = this.done.at(-1);
    if (!page) throw new Error("no page");
    return page;
  }
  private get content(): string[] {
    return this.current.content;
  }

  private glyphs(text: string, weight: Weight): string {
    let hex = "";
    for (const char of text)
      hex += (this.numbers[weight].get(char.codePointAt(0) ?? 0) ?? 0).toString(16).padStart(4, "0");
    return `<${hex}>`;
  }

  private centred(text: string, look: Look, top: number): void {
    const widthOf = this.widthOf(look);
    const width = [...text].reduce((total, char) => total + widthOf(char), 0);
    const x = LEFT + (WIDTH - width) / 2;
    this.content.push(
      `BT /${look.weight} ${look.size} Tf ${number(x)} ${number(top - look.size)} Td ${this.glyphs(text, look.weight)} Tj ET`,
    );
  }

  /** Below everything else, and no part of what the page says: it would stand between the words that somebody copies. */
  private across(text: string): void {
    const size = 26;
    const tilt = Math.PI / 6;
    const widthOf = this.widthOf({ weight: "regular", size });
    const width = [...text].reduce((total, char) => total + widthOf(char), 0);
    const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
    const at = [0.25, 0.5, 0.75].map((share) => {
      const x = SIZE.width / 2 - (width / 2) * cos;
      const y = SIZE.height * share - (width / 2) * sin;
      return `${[cos, sin, -sin, cos, x, y].map(number).join(" ")} Tm ${this.glyphs(text, "regular")} Tj`;
    });
    this.content.push(
      `/Artifact << /Type /Pagination /Subtype /Watermark >> BDC /Span << /ActualText () >> BDC ${GREY.watermark} g BT /regular ${size} Tf ${at.join(" ")} ET 0 g EMC EMC`,
    );
  }

  /** Set at the present place, `below` further down, and `left` into the text, as part of `element`; null: read out elsewhere. */
  line(
    { stretches, width, count, isLast }: Line,
    look: Look,
    element: Element | null,
    where: {
      height: number;
      left?: number;
      below?: number;
      width?: number;
      align?: "fill" | "centre" | "left";
    },
  ): void {
    const { height, left = 0, below = 0, align = "left" } = where;
    const room = (where.width ?? WIDTH) - width;
    const wide = align === "fill" && !isLast && count > 1 ? room / (count - 1) : 0;
    const between = wide > 0 && wide <= MOST_ROOM * look.size ? wide : 0;
    let x = LEFT + left + (align === "centre" ? room / 2 : 0);
    const base = TOP - this.place - below - (height - look.size) / 2 - ABOVE * look.size;
    const widthOf = this.widthOf(look);
    // in their order: what is read out follows it
    const parts = stretches.map(({ text, href }) => {
      const owner = href && element ? linkOf(element, href) : element;
      return { text, owner, drawn: this.marked(owner, `${this.glyphs(text, look.weight)} Tj`) };
    });
    this.content.push(
      `BT /${look.weight} ${look.size} Tf ${number(between)} Tc ${number(x)} ${number(base)} Td ${parts.map(({ drawn }) => drawn).join(" ")} ET`,
    );
    for (const { text, owner } of parts) {
      const letters = [...text];
      const long = letters.reduce((total, char) => total + widthOf(char) + between, 0);
      if (owner?.href)
        this.current.links.push({
          element: owner,
          left: x,
          right: x + long - between,
          bottom: base - UNDER * look.size,
          top: base + ABOVE * look.size,
        });
      x += long;
    }
  }

  private marked(element: Element | null, drawn: string): string {
    return marked(element, this.done.length - 1, this.current.marks, drawn);
  }

  /** One beside the other. */
  boxes(widths: readonly number[], height: number): void {
    let left = LEFT;
    const drawn = widths.map((width) => {
      const box = [left, TOP - this.place - height, width, height].map(number).join(" ");
      left += width;
      return `${box} re`;
    });
    this.content.push(this.marked(null, `${GREY.border} G 0.5 w ${drawn.join(" ")} S`));
  }

  get pages(): Page[] {
    return this.done.map(({ content, ...page }) => ({ ...page, content: content.join("\n") }));
  }
}

/** A citation that goes on in the next line is one link. */
function linkOf(element: Element, href: string): Element {
  const last = element.kids.at(-1);
  return last && "tag" in last && last.href === href ? last : within(element, "Link", href);
}

export const plain = (text: string): Stretch[] => [{ text }];

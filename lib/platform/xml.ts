/**
 * A small strict reader of XML that keeps places: each element knows where its first and last character stand, so that
 * one value can be replaced and everything else stays as it was, byte for byte. A document type, entities beyond the
 * five, depth and number beyond measure are refused before anything is built from them (security.md 21).
 */
export type XmlElement = {
  name: string;
  attributes: Record<string, string>;
  /** of the whole element */
  start: number;
  end: number;
  /** of what stands between its tags; equal where it is written `<Name/>` */
  contentStart: number;
  contentEnd: number;
  isSelfClosed: boolean;
  /** its own characters, with references resolved and line ends as \n */
  text: string;
  children: XmlElement[];
};
export type XmlFault = "doctype" | "tooDeep" | "tooMany" | "notXml";

const XML_LIMITS = { depth: 8, elements: 2_000, attributes: 20 } as const;

const NAME = /[A-Za-z_\u00c0-\ufffd][\w\-.:\u00b7-\ufffd]*/y;
const DECLARATION =
  /^\ufeff?<\?xml\s+version\s*=\s*(["'])1\.\d\1(?:\s+encoding\s*=\s*(["'])([A-Za-z][\w.-]*)\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\4)?\s*\?>/;
/** What XML 1.0 allows nowhere. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

class Fault extends Error {
  constructor(readonly fault: XmlFault) {
    super(fault);
  }
}
const refuse = (fault: XmlFault = "notXml"): never => {
  throw new Fault(fault);
};

export function readXml(source: string): { root: XmlElement; encoding: string | null } | { fault: XmlFault } {
  // before anything else: whatever hides behind a document type is never looked at
  if (/<!(DOCTYPE|ENTITY)/i.test(source)) return { fault: "doctype" };
  if (FORBIDDEN.test(source)) return { fault: "notXml" };
  try {
    const declaration = DECLARATION.exec(source);
    const mark = source.startsWith("\ufeff") ? 1 : 0;
    const scan = new Scan(source, declaration?.[0].length ?? mark);
    return { root: scan.document(), encoding: declaration?.[3] ?? null };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

class Scan {
  private elements = 0;
  constructor(
    private readonly source: string,
    private at: number,
  ) {}

  document(): XmlElement {
    this.misc();
    if (this.source[this.at] !== "<") refuse();
    const root = this.element(1);
    this.misc();
    if (this.at !== this.source.length) refuse();
    return root;
  }

  /** Space, comments and instructions around the root. */
  private misc(): void {
    for (;;) {
      this.space();
      if (!this.skipped()) return;
    }
  }

  private space(): boolean {
    const from = this.at;
    while (/[ \t\r\n]/.test(this.source[this.at] ?? "")) this.at += 1;
    return this.at > from;
  }

  /** A comment or an instruction, if one stands here. */
  private skipped(): boolean {
    if (this.source.startsWith("<!--", this.at)) {
      const end = this.source.indexOf("--", this.at + 4);
      if (end < 0 || this.source[end + 2] !== ">") refuse();
      this.at = end + 3;
      return true;
    }
    if (this.source.startsWith("<?", this.at)) {
      const end = this.source.indexOf("?>", this.at);
      // a declaration stands at the very beginning, or is none
      if (end < 0 || /^<\?xml[\s?]/i.test(this.source.slice(this.at, this.at + 6))) refuse();
      this.at = end + 2;
      return true;
    }
    return false;
  }

  private name(): string {
    NAME.lastIndex = this.at;
    const found = NAME.exec(this.source)?.[0] ?? refuse();
    this.at += found.length;
    return found;
  }

  private element(depth: number): XmlElement {
    if (depth > XML_LIMITS.depth) refuse("tooDeep");
    this.elements += 1;
    if (this.elements > XML_LIMITS.elements) refuse("tooMany");
    const start = this.at;
    this.at += 1;
    const name = this.name();
    const attributes = this.attributes();
    const isSelfClosed = this.source[this.at] === "/";
    if (isSelfClosed) this.at += 1;
    if (this.source[this.at] !== ">") refuse();
    this.at += 1;
    const base = { name, attributes, start, isSelfClosed };
    if (isSelfClosed) {
      const empty = { contentStart: this.at, contentEnd: this.at, text: "", children: [] };
      return { ...base, end: this.at, ...empty };
    }
    const contentStart = this.at;
    const { text, children } = this.content(depth);
    const contentEnd = this.at;
    this.at += 2;
    if (this.name() !== name) refuse();
    this.space();
    if (this.source[this.at] !== ">") refuse();
    this.at += 1;
    return { ...base, end: this.at, contentStart, contentEnd, text, children };
  }

  private attributes(): Record<string, string> {
    const found: Record<string, string> = {};
    for (let count = 0; ; count++) {
      const isApart = this.space();
      if (/[/>]/.test(this.source[this.at] ?? ">")) return found;
      if (!isApart) refuse();
      if (count >= XML_LIMITS.attributes) refuse("tooMany");
      const name = this.name();
      this.space();
      if (this.source[this.at] !== "=") refuse();
      this.at += 1;
      this.space();
      const quote = this.source[this.at] ?? "";
      const end = quote === '"' || quote === "'" ? this.source.indexOf(quote, this.at + 1) : -1;
      const value = this.source.slice(this.at + 1, end);
      if (end < 0 || value.includes("<") || Object.hasOwn(found, name)) refuse();
      found[name] = resolved(value);
      this.at = end + 1;
    }
  }

  /** Ends in front of the closing tag. */
  private content(depth: number): Pick<XmlElement, "text" | "children"> {
    const parts: string[] = [];
    const children: XmlElement[] = [];
    for (;;) {
      const next = this.source.indexOf("<", this.at);
      if (next < 0) refuse();
      if (next > this.at) {
        const raw = this.source.slice(this.at, next);
        if (raw.includes("]]>")) refuse();
        parts.push(resolved(raw));
        this.at = next;
      }
      if (this.source[next + 1] === "/") break;
      if (this.source.startsWith("<![CDATA[", next)) {
        const end = this.source.indexOf("]]>", next);
        if (end < 0) refuse();
        parts.push(this.source.slice(next + 9, end));
        this.at = end + 3;
      } else if (!this.skipped()) children.push(this.element(depth + 1));
    }
    return { text: parts.join("").replace(/\r\n?/g, "\n"), children };
  }
}

function resolved(raw: string): string {
  if (!raw.includes("&")) return raw;
  return raw.replace(/&([^;&]{0,10};?)/g, (_, inner: string) => {
    const reference = inner.endsWith(";") ? inner.slice(0, -1) : refuse();
    const named = Object.hasOwn(NAMED, reference) ? NAMED[reference] : undefined;
    if (named) return named;
    const [, hex, decimal] = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(reference) ?? refuse();
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    if (code > 0x10ffff) refuse();
    const character = String.fromCodePoint(code);
    return FORBIDDEN.test(character) ? refuse() : character;
  });
}

/** Text as it may stand between tags. */
export const xmlText = (text: string): string =>
  text
    .replace(/[<>&]/g, (mark) => ({ "<": "&lt;", ">": "&gt;" })[mark] ?? "&amp;")
    // a lone carriage return would come back as a line end
    .replaceAll("\r", "&#13;");

/** The objects of a PDF and the file that they make: small ones lie packed together, which a tree of many parts needs. */
import { zlibSync } from "fflate";
import { sha256Hex } from "../digest";

export const latin = new TextEncoder();

/** Together in one packed stream; a reader unpacks no more to find one. */
const PACKED = 200;
type Stream = { head: string; bytes: Uint8Array };

/** Objects in their order; each is known by its number. */
export class Objects {
  private readonly bodies: (string | Stream | null)[] = [];
  reserve(): number {
    return this.bodies.push(null);
  }
  set(id: number, body: string | Stream): number {
    this.bodies[id - 1] = body;
    return id;
  }
  add(body: string): number {
    return this.set(this.reserve(), body);
  }
  stream(bytes: Uint8Array, entries = ""): number {
    return this.set(this.reserve(), packed(bytes, entries));
  }
  /** As it is: what is read without unpacking. */
  plain(bytes: Uint8Array, entries: string): number {
    return this.set(this.reserve(), { head: `/Length ${bytes.length} ${entries}`, bytes });
  }

  file(root: number, info: number): Uint8Array<ArrayBuffer> {
    this.pack();
    // four bytes above 127 say that the file is no text
    const parts: Uint8Array[] = [
      Uint8Array.from([...latin.encode("%PDF-1.7\n%"), 0xe4, 0xb8, 0x80, 0xe7, 10]),
    ];
    let length = parts[0]?.length ?? 0;
    const put = (id: number, { head, bytes }: Stream): void => {
      this.places[id] = [1, length, 0];
      const whole = [
        latin.encode(`${id} 0 obj\n<< ${head}>>\nstream\n`),
        bytes,
        latin.encode("\nendstream\nendobj\n"),
      ];
      for (const part of whole) length += part.length;
      parts.push(...whole);
    };
    this.bodies.forEach((body, at) => {
      if (body && typeof body !== "string") put(at + 1, body);
    });
    const id = sha256Hex(Buffer.from(concat(parts)).toString("base64")).slice(0, 32);
    const start = length;
    const last = this.reserve();
    this.places[last] = [1, start, 0];
    const table = concat(
      Array.from({ length: last + 1 }, (_, at) => {
        const [kind, where, place] = this.places[at] ?? [0, 0, 0];
        return Uint8Array.of(kind, where >>> 24, where >>> 16, where >>> 8, where, place);
      }),
    );
    put(
      last,
      packed(
        table,
        `/Type /XRef /Size ${last + 1} /W [1 4 1] /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] `,
      ),
    );
    parts.push(latin.encode(`startxref\n${start}\n%%EOF\n`));
    return concat(parts);
  }

  /** By number: 1 and the byte where it begins, or 2 with the stream that holds it and its place there. */
  private readonly places: [kind: number, where: number, place: number][] = [];

  private pack(): void {
    const small = this.bodies.flatMap((body, at) => (typeof body === "string" ? [{ id: at + 1, body }] : []));
    for (let from = 0; from < small.length; from += PACKED) {
      const some = small.slice(from, from + PACKED);
      let offset = 0;
      const heads = some.map(({ id, body }) => {
        const head = `${id} ${offset}`;
        offset += body.length + 1;
        return head;
      });
      const index = `${heads.join(" ")}\n`;
      const bytes = latin.encode(`${index}${some.map(({ body }) => body).join("\n")}\n`);
      const holder = this.set(
        this.reserve(),
        packed(bytes, `/Type /ObjStm /N ${some.length} /First ${index.length} `),
      );
      some.forEach(({ id }, place) => {
        this.places[id] = [2, holder, place];
      });
    }
  }
}

function packed(bytes: Uint8Array, entries: string): Stream {
  const data = zlibSync(bytes, { level: 6 });
  return { head: `/Length ${data.length} /Filter /FlateDecode ${entries}`, bytes: data };
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

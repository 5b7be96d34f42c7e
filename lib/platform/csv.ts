/** csv as programs here write it: UTF-8 with or without a mark, UTF-16, or GB18030; comma, semicolon or tab; quotes. */

/** Null where the bytes are no text in any of them. */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decoded("utf-16le", bytes);
  if (first === 0xfe && second === 0xff) return decoded("utf-16be", bytes);
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  return decoded("utf-8", marked ? bytes.subarray(3) : bytes) ?? decoded("gb18030", bytes);
}

function decoded(encoding: string, bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // a table holds no control characters; a picture read as text does
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Whichever stands most often in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const [best] = [",", "\t", ";", "，"]
    .map((sign) => ({ sign, count: line.split(sign).length }))
    .sort((a, b) => b.count - a.count);
  return best?.sign ?? ",";
}

/** Null where a quote is never closed, or where there are more rows than may be. */
export function parseCsv(text: string, most: number): string[][] | null {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  let at = 0;
  const endCell = () => {
    row.push(unwrapped(cell));
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === "") {
      cell = "";
      isQuoted = true;
    } else if (sign === separator) endCell();
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text.charAt(at + 1) === "\n") at++;
      endRow();
      if (rows.length > most) return null;
    } else cell += sign;
    at++;
  }
  if (isQuoted) return null;
  if (cell !== "" || row.length > 0) endRow();
  return rows.length > most ? null : rows;
}

/** ="330…" and '330… keep a number as text in Excel; a tab in front does too. */
const unwrapped = (cell: string): string => {
  const text = cell.trim();
  return (/^="(.*)"$/s.exec(text)?.[1] ?? text.replace(/^'(?=\S)/, "")).trim();
};

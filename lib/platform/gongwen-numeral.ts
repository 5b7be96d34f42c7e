/** Apart from the making of papers, which brings docx along: pages number their sections the same way. */

const NUMERALS = [..."一二三四五六七八九十"];
/** Of a 公文's heading, from 0; a list longer than that goes on in digits. */
export const numeral = (at: number): string => NUMERALS[at] ?? String(at + 1);

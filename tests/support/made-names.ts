/** Names and identity numbers as a roster file may hold them, each nobody else's in the database of the tests. */
const SIGNS = "甲乙丙丁戊己庚辛壬癸";
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

let counter = 0;

export const newName = (): string =>
  `试${[...`${process.pid}${Date.now() % 100_000}${++counter}`].map((digit) => SIGNS.charAt(Number(digit))).join("")}`;

/** The seventeen digits with the eighteenth that they ask for. */
export const withCheckDigit = (digits: string): string =>
  digits +
  "10X98765432".charAt(WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11);

/** Of a woman born in March of that year; an area that exists nowhere. */
export function newIdNumber(year = 1985): string {
  const at = ++counter;
  const area = `3397${(process.pid % 90) + 10}`;
  return withCheckDigit(`${area}${year}03${String(1 + (at % 28)).padStart(2, "0")}${2 * (100 + (at % 400))}`);
}

/** How months and periods of a file are written: 2021.03, as in the roster forms. */
export const monthText = (day: string): string => day.slice(0, 7).replace("-", ".");
export const periodText = (from: string, to: string | null, open: string): string =>
  `${monthText(from)} – ${to ? monthText(to) : open}`;

/** Words of the dialog, handed from the server. */
export type QuickWords = {
  title: string;
  close: string;
  field: string;
  placeholder: string;
  keys: string;
  start: string;
  short: string;
  searching: string;
  none: string;
  results: string;
  failed: string;
  tooMany: string;
};

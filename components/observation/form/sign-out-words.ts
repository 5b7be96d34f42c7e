/** The words of signing out as plain text; they travel with the kit too. */
export type SignOutWords = {
  title: string;
  /** {entries} {drafts} */
  waiting: string;
  kept: string;
  /** nothing can be sealed here: what waits will be removed */
  notKept: string;
  sendFirst: string;
  sending: string;
  /** not everything went through */
  notAll: string;
  leave: string;
  removeAndLeave: string;
  stay: string;
  failed: string;
};

/** The words of the entry form as plain text: made on the server, so that no translation code is sent. */
import type { EvidenceRefusal } from "@/components/offline/evidence";

export type Choice = { value: string; label: string };

export type EvidenceWords = {
  label: string;
  hint: string;
  addPhoto: string;
  addDocument: string;
  working: string;
  added: string;
  here: string;
  known: string;
  elsewhere: string;
  twice: string;
  notKept: string;
  failed: string;
  /** {maximum} */
  tooMany: string;
  /** {maximum} */
  refused: Record<EvidenceRefusal, string>;
};

/** For two versions of one draft. */
type VersionWords = {
  /** {time} */
  device: string;
  tab: string;
  submitted: string;
  discarded: string;
  compare: string;
  goOnAsNew: string;
  title: string;
  hint: string;
  mine: string;
  theirsDevice: string;
  theirsTab: string;
  useThis: string;
  merge: string;
  later: string;
  empty: string;
  notKept: string;
  notLoaded: string;
};

export type EntryWords = {
  startedAt: string;
  endedAt: string;
  place: string;
  cadres: string;
  fact: string;
  judgement: string;
  polarity: string;
  dimensions: string;
  confidentiality: string;
  evidenceNote: string;
  secondObserver: string;
  centralTask: string;
  followUps: string;
  followUpTitle: string;
  dueOn: string;
  roleInEvent: string;
  changeReason: string;
  searchCadre: string;
  searchTask: string;
  /** the members of the chosen task have not come yet */
  membersAway: string;
  rangeFrom: string;
  rangeTo: string;
  orRole: string;

  visitUnits: string;
  conductItems: string;
  positiveList: string;
  negativeList: string;
  links: string;

  factHint: string;
  judgementHint: string;
  evidenceHint: string;
  changeReasonHint: string;
  /** {count} */
  othersHint: string;
  notThatDay: string;
  visitUnitsHint: string;
  unitStored: string;
  unitGone: string;
  /** {names} */
  chosenItems: string;
  /** {count} */
  itemsGone: string;
  /** {count} */
  linkedCount: string;
  sample: string;
  /** {unit} {text} */
  atUnit: string;
  noneFound: string;
  choose: string;
  none: string;
  yes: string;
  no: string;
  /** {names} */
  moreHint: string;
  listMark: string;
  restored: string;

  more: string;
  chooseRecords: string;
  addRow: string;
  addFollowUp: string;
  /** {name} */
  remove: string;
  submit: string;
  submitChange: string;
  submitting: string;
  back: string;
  startOver: string;
  signIn: string;
  reload: string;
  openRecord: string;
  again: string;
  otherMethod: string;
  home: string;

  evidence: EvidenceWords;
  versions: VersionWords;

  selfSaving: string;
  savedHere: string;
  notSavedHere: string;
  savingThere: string;
  /** {time} */
  savedThere: string;
  offline: string;
  signedOutHere: string;
  notSavedThere: string;
  newerThere: string;

  doneTitle: string;
  doneChange: string;
  doneText: string;
  /** {count} */
  doneVisit: string;
  doneHandedOver: string;
  handedOverText: string;
  openHandover: string;
  doneKept: string;
  doneBlocked: string;
  failedTitle: string;

  polarities: Choice[];
  /** as delivered with the program: for English where the dictionary has none */
  dimensionChoices: Choice[];
  levels: Choice[];
};

/** What lies in a phone's store, to be changed in one respect by each test. */
import { FORM_VERSION } from "@/lib/observations/form/draft/rules";

export const ME = "11111111-1111-4111-8111-111111111111";

export const draft = (id: string, over: object = {}) => ({
  version: FORM_VERSION,
  id,
  unitId: "u",
  unitName: "经信局",
  methodId: "m",
  methodName: "现场调研",
  observationId: null,
  savedAt: "2026-11-23T08:00:00.000Z",
  syncedAt: null,
  isSynced: false,
  state: { fact: `没送出去的话 ${id}` },
  copyId: "c",
  serial: 3,
  baseVersion: null,
  otherVersionOf: null,
  ...over,
});
export const item = (id: string, over: object = {}) => ({
  version: 1,
  id,
  viewerId: ME,
  body: { id, fact: `待发 ${id}` },
  form: { state: {}, unitId: "u", methodId: "m", methodVersionId: "v" },
  unitName: "经信局",
  methodName: "现场调研",
  words: "待发",
  madeAt: "2026-11-23T08:00:00.000Z",
  state: "waiting",
  outcome: null,
  reason: null,
  tries: 0,
  nextAt: "2026-11-23T08:00:00.000Z",
  receivedAt: null,
  mayHaveArrived: false,
  files: [],
  ...over,
});

/** What one submit puts into the outbox: an entry for each record of the visit, all of them or none. */
import { firstWords } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import type { EntryBody, VisitBody } from "@/lib/observations/form/visit/rules";
import { newFile, newItem, type OutboxItem } from "../rules";

type Submitted = {
  viewerId: string;
  state: EntryState;
  /** the form's own record first */
  bodies: VisitBody[];
  methodName: string;
  unitName: (unitId: string) => string;
};

export function itemsOf(
  { viewerId, state, bodies, methodName, unitName }: Submitted,
  now: Date,
): OutboxItem[] {
  const [own] = bodies;
  if (!own) return [];
  return bodies.map(({ id, unitId, body }) =>
    newItem(
      {
        id,
        viewerId,
        body,
        form: {
          state: id === own.id ? ownState(state) : otherState(state, id, own.body),
          unitId,
          methodId: body.methodId,
          methodVersionId: body.methodVersionId,
        },
        unitName: unitName(unitId),
        methodName,
        words: firstWords(state),
        files: id === own.id ? state.evidence.map((captured) => newFile(captured, now)) : [],
      },
      now,
    ),
  );
}

/** Written on alone: the other records of the visit are on their way, each for itself, and keep the visit. */
const ownState = (state: EntryState): EntryState => ({
  ...state,
  otherUnits: state.otherUnits.map((other) => ({ ...other, isStored: true })),
});

function otherState(state: EntryState, id: string, own: EntryBody): EntryState {
  return {
    ...state,
    cadres: state.otherUnits.find((other) => other.id === id)?.cadres ?? [],
    followUps: [],
    links: [],
    answers: "",
    evidence: [],
    otherUnits: [{ id: own.id, unitId: own.unitId, cadres: state.cadres, isStored: true }],
  };
}

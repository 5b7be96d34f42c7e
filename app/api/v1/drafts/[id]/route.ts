import { endpoint, failure, json, problem, readJson, requireSameOrigin } from "@/app/_shared/endpoint";
import { discardDraft, saveDraft } from "@/lib/observations/drafts/commands";

type Params = { id: string };

const GONE = {
  submitted: "observations.reason.draftSubmitted",
  discarded: "observations.reason.draftDiscarded",
};

/** 409 holds what another device wrote meanwhile; 410 says that the draft was submitted or discarded. */
export const PUT = endpoint<Params>("observations.log", async ({ viewer, request, params }) => {
  const sent = await readJson(request);
  const outcome = await saveDraft(viewer, { ...Object(sent), id: params.id });
  if (!outcome.ok) return failure(viewer, outcome);
  const answer = outcome.value;
  switch (answer.kind) {
    case "saved":
      return json({ savedAt: answer.savedAt, version: answer.version });
    case "newer": {
      const { kind: _, ...draft } = answer;
      return problem(viewer, 409, "observations.reason.draftNewer", { draft });
    }
    case "gone":
      return problem(viewer, 410, GONE[answer.why]);
  }
});

export const DELETE = endpoint<Params>("observations.log", async ({ viewer, params }) => {
  await requireSameOrigin();
  const outcome = await discardDraft(viewer, params);
  return outcome.ok ? json(outcome.value) : failure(viewer, outcome);
});

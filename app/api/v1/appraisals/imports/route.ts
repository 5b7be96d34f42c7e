import { endpoint, failure, json, readBytes } from "@/app/_shared/endpoint";
import { sentName, takeGrades } from "@/app/_shared/roster-upload";
import { LIMITS } from "@/lib/roster/schema";

/** The file's bytes; its name comes in a header, because addresses are logged. */
export const POST = endpoint("appraisals.record", async ({ viewer, request }) => {
  const outcome = await takeGrades(viewer, {
    id: request.headers.get("x-import-id") ?? "",
    fileName: sentName(request.headers.get("x-file-name")),
    bytes: await readBytes(request, LIMITS.fileBytes),
  });
  return outcome.ok ? json(outcome.value, 201) : failure(viewer, outcome);
});

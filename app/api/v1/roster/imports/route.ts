import { endpoint, failure, json, readBytes } from "@/app/_shared/endpoint";
import { sentName, takeRoster } from "@/app/_shared/roster-upload";
import { LRMX_LIMITS } from "@/lib/roster/lrmx/schema";
import { LIMITS } from "@/lib/roster/schema";

/** The file's bytes; its name comes in a header, because addresses are logged and names of files may name people. */
export const POST = endpoint("roster.import", async ({ viewer, request }) => {
  const bytes = await readBytes(request, Math.max(LIMITS.fileBytes, LRMX_LIMITS.archiveBytes));
  const outcome = await takeRoster(viewer, {
    id: request.headers.get("x-import-id") ?? "",
    fileName: sentName(request.headers.get("x-file-name")),
    bytes,
  });
  return outcome.ok ? json(outcome.value, 201) : failure(viewer, outcome);
});

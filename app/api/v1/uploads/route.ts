import { endpoint, requireSameOrigin } from "@/app/_shared/endpoint";
import { openUploads, startUpload } from "@/app/_shared/uploads";

/** What this server understands of tus. */
export const OPTIONS = endpoint("attachments.send", openUploads);

/** Begins the upload of a file that an entry announced; `Location` says where the bytes go. */
export const POST = endpoint("attachments.send", async (asked) => {
  await requireSameOrigin();
  return startUpload(asked);
});

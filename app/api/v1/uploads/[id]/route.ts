import { endpoint, requireSameOrigin } from "@/app/_shared/endpoint";
import { goOnWithUpload } from "@/app/_shared/uploads";

/** How much has arrived. */
export const HEAD = endpoint<{ id: string }>("attachments.send", async ({ params, ...asked }) =>
  goOnWithUpload({ ...asked, id: params.id }),
);

/** More bytes; with the last one the file is checked, drawn anew and kept, or refused with its reason. */
export const PATCH = endpoint<{ id: string }>("attachments.send", async ({ params, ...asked }) => {
  await requireSameOrigin();
  return goOnWithUpload({ ...asked, id: params.id });
});

/** Given up before its end. */
export const DELETE = endpoint<{ id: string }>("attachments.send", async ({ params, ...asked }) => {
  await requireSameOrigin();
  return goOnWithUpload({ ...asked, id: params.id });
});

import { z } from "zod";
import { endpoint, json } from "@/app/_shared/endpoint";
import { read } from "@/lib/platform/db";
import { getJob } from "@/lib/platform/jobs";
import { NotFound } from "@/lib/platform/result";

const jobId = z.uuid();

/** How far one's own job has come; nobody else's is there. */
export const GET = endpoint<{ id: string }>("session", async ({ viewer, params }) => {
  const id = jobId.safeParse(params.id);
  if (!id.success) throw new NotFound("job");
  return json(await read(viewer, (db) => getJob(db, id.data)));
});

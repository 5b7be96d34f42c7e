import { endpoint, json } from "@/app/_shared/endpoint";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { cadreFileFilter, cadreId } from "@/lib/cadres/file/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";

/** The file as this viewer may see it; opening it leaves a line in the read log. */
export const GET = endpoint<{ id: string }>("cadres.open", async ({ viewer, request, params }) => {
  const id = cadreId.safeParse(params.id);
  if (!id.success) throw new NotFound("cadre");
  const filter = cadreFileFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return json(await read(viewer, (db) => getCadreFile(db, viewer, id.data, filter, cityDay(new Date()))));
});

import { getTranslations } from "next-intl/server";
import type { JobWords } from "@/components/job/job-progress";

/** The usual words of a job; a page may say more plainly what is being done. */
export async function jobWords(over: Partial<JobWords> = {}): Promise<JobWords> {
  const t = await getTranslations("jobs.status");
  return {
    waiting: t("waiting"),
    running: t("running"),
    progress: String(t.raw("progress")),
    done: t("done"),
    failed: t("failed"),
    ...over,
  };
}

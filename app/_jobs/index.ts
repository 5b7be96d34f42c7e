/** Every kind of job that a server can take up. */
import type { Job } from "@/lib/platform/jobs";

export const JOBS: readonly Job[] = [];

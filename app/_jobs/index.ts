/** Every kind of job that a server can take up. */
import { solveJob } from "@/lib/assignments/plans/commands";
import type { Job } from "@/lib/platform/jobs";
import { freezeReportJob } from "@/lib/reports/making/commands";
import { confirmImportJob } from "@/lib/roster/apply/commands";

export const JOBS: readonly Job[] = [confirmImportJob, freezeReportJob, solveJob];

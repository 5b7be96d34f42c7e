import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import { type TaskDates, type TaskState, taskState } from "@/lib/central-tasks/rules";
import type { TaskKind } from "@/lib/central-tasks/schema";
import type { Day } from "@/lib/platform/clock";

const STATES: Record<TaskState, { tone: Tone; icon: IconName }> = {
  planned: { tone: "neutral", icon: "calendar" },
  running: { tone: "positive", icon: "clock" },
  ended: { tone: "neutral", icon: "check" },
};

/** Running or over on that day, the kind, and 主战场. */
export async function TaskMarks({ task, on }: { task: TaskDates & { kind: TaskKind }; on: Day }) {
  const t = await getTranslations("centralTasks.status");
  const state = taskState(task, on);
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge {...STATES[state]}>{t(state)}</Badge>
      <Badge>{t(task.kind)}</Badge>
      {task.battlefieldFrom && (
        <Badge tone="info" icon="flag">
          {t("battlefield")}
        </Badge>
      )}
    </span>
  );
}

/** 2026-03-01 起，or from to. */
export async function periodWords(startsOn: Day, endsOn: Day | null): Promise<string> {
  const t = await getTranslations("centralTasks.hint");
  return endsOn ? t("fromTo", { from: startsOn, to: endsOn }) : t("from", { from: startsOn });
}

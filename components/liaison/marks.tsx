import { getTranslations } from "next-intl/server";
import type { UnitProject } from "@/lib/liaison/queries";
import type { ProjectState } from "@/lib/liaison/schema";
import { Badge, type Tone } from "../ui/badge";
import type { IconName } from "../ui/icon";

export async function MeetingOpen({ isOpen }: { isOpen: boolean }) {
  const t = await getTranslations("liaison.status");
  return isOpen ? (
    <Badge tone="positive" icon="eye">
      {t("open")}
    </Badge>
  ) : (
    <Badge icon="lock">{t("closed")}</Badge>
  );
}

const STATES: Record<ProjectState, { tone: Tone; icon: IconName }> = {
  PLANNED: { tone: "neutral", icon: "calendar" },
  UNDERWAY: { tone: "info", icon: "arrowRight" },
  DONE: { tone: "positive", icon: "checkCircle" },
  PAUSED: { tone: "caution", icon: "minus" },
};

export async function ProjectStateMark({ state }: { state: ProjectState }) {
  const t = await getTranslations("liaison.status.state");
  return <Badge {...STATES[state]}>{t(state)}</Badge>;
}

type Words = Awaited<ReturnType<typeof getTranslations<"liaison">>>;

export const periodText = (
  t: Words,
  { startsOn, endsOn }: Pick<UnitProject, "startsOn" | "endsOn">,
): string => (endsOn ? t("hint.fromTo", { from: startsOn, to: endsOn }) : t("hint.from", { from: startsOn }));

import { getTranslations } from "next-intl/server";
import { answerDue } from "@/lib/complaints/rules";
import type { ComplaintState } from "@/lib/complaints/schema";
import type { Day } from "@/lib/platform/clock";
import { Badge } from "../ui/badge";

type Props = { complaint: { state: ComplaintState; dueOn: Day }; today: Day };

/** Answered, or how long it still has; late in words with a sign. */
export async function ComplaintMark({ complaint, today }: Props) {
  const t = await getTranslations("complaints.status");
  const due = answerDue(complaint, today);
  switch (due.kind) {
    case "answered":
      return (
        <Badge tone="positive" icon={true}>
          {t("ANSWERED")}
        </Badge>
      );
    case "overdue":
      return (
        <Badge tone="attention" icon="warning">
          {t("overdue", { days: due.days })}
        </Badge>
      );
    case "ahead":
      return (
        <Badge tone="neutral" icon={true}>
          {t("ahead", { days: due.days })}
        </Badge>
      );
  }
}

import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { formMessages } from "@/app/_shared/form-messages";
import { ButtonLink } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import type { EvidenceFile } from "@/lib/attachments/queries";
import type { HandoverPage } from "@/lib/handovers/queries";
import { settleRefusal } from "@/lib/handovers/rules";
import { LIMITS } from "@/lib/handovers/schema";
import { momentText } from "@/lib/platform/clock";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import { HandoverMark } from "./handover-mark";
import { HandoverText } from "./handover-text";
import { SettleForm } from "./settle-form";

type Props = { page: HandoverPage; evidence: EvidenceFile[]; viewer: Viewer };

/** One hand-over: what it says, for those who may read it, and what this person can do about it. */
export async function HandoverDetail({ page, evidence, viewer }: Props) {
  const t = await getTranslations("handovers");
  const dates = await cityDates();
  const maySettle = can(viewer, "handovers.settle") && !settleRefusal(page, viewer);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-serif text-xl font-bold">{page.unitName}</h2>
        <HandoverMark state={page.state} />
      </header>
      <Standing page={page} viewer={viewer} />
      <DescriptionList
        columns={2}
        items={[
          { key: "author", term: t("field.author"), value: page.authorName },
          { key: "day", term: t("field.occurredOn"), value: dates.day(page.occurredOn) },
          { key: "received", term: t("field.receivedAt"), value: momentText(page.receivedAt) },
          ...(page.settledAt
            ? [
                {
                  key: "settled",
                  term: t("field.settled"),
                  value: t("hint.settledBy", {
                    name: page.settlerName ?? "",
                    moment: momentText(page.settledAt),
                  }),
                },
              ]
            : []),
        ]}
      />
      {page.text && (
        <HandoverText page={page} text={page.text} evidence={evidence} linked={page.authorId !== viewer.id} />
      )}
      {maySettle && (
        <SettleForm
          id={page.id}
          messages={await formMessages("handovers", undefined, "observations")}
          labels={{
            admit: t("action.admit"),
            decline: t("action.decline"),
            reason: t("field.reason"),
            reasonAside: t("hint.reasonAside"),
            hint: t("hint.admit"),
          }}
          reasonLimit={LIMITS.reason}
        />
      )}
    </div>
  );
}

/** Why it is here and whose turn it is, for this reader. */
async function Standing({ page, viewer }: { page: HandoverPage; viewer: Viewer }) {
  const t = await getTranslations("handovers");
  if (page.state === "ADMITTED") {
    return (
      <Notice
        kind="success"
        actions={
          page.isRecordVisible && (
            <ButtonLink size="sm" href={`/observations/${page.id}`}>
              {t("action.openRecord")}
            </ButtonLink>
          )
        }
      >
        {t("hint.admitted")}
      </Notice>
    );
  }
  if (page.state === "DECLINED") {
    return (
      <Notice kind="caution">
        {page.text ? t("hint.declined", { reason: page.text.settleReason }) : t("hint.declinedQuietly")}
      </Notice>
    );
  }
  if (page.authorId === viewer.id) {
    return (
      <Notice>{t(page.isHeldAfterAll ? "hint.heldAfterAll" : "hint.own", { unit: page.unitName })}</Notice>
    );
  }
  if (viewer.roles.includes("ADMIN")) {
    return (
      <Notice
        actions={
          <ButtonLink size="sm" href={`/assignments?unit=${page.unitId}`}>
            {t("action.assignments")}
          </ButtonLink>
        }
      >
        {t("hint.admin")}
      </Notice>
    );
  }
  if (!page.isReadable) return <Notice>{t("hint.notForYou")}</Notice>;
  return can(viewer, "handovers.settle") ? null : <Notice>{t("hint.leader")}</Notice>;
}

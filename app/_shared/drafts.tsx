import { getLocale, getTranslations } from "next-intl/server";
import { discardDraft } from "@/app/_actions/observations";
import { DraftList, type DraftListWords } from "@/components/observation/form/draft-list";
import type { Draft } from "@/lib/observations/drafts/queries";
import { firstWords } from "@/lib/observations/form/draft/rules";
import { momentText } from "@/lib/platform/clock";

type Props = { viewerId: string; drafts: Draft[]; base: string; layout: "desk" | "phone" };

export async function draftWords(locale: string): Promise<DraftListWords> {
  const t = await getTranslations({ locale, namespace: "observations" });
  const form = await getTranslations({ locale, namespace: "form.status" });
  return {
    noUnit: t("hint.noUnit"),
    noMethod: t("hint.noMethod"),
    noWords: t("hint.noWords"),
    onlyHere: t("hint.onlyHere"),
    unread: t("hint.unreadDraft"),
    otherVersion: t("hint.otherVersion"),
    amendment: t("hint.amendDraft"),
    continue: t("action.continue"),
    discard: t("action.discard"),
    confirm: t("hint.confirmDiscard"),
    failed: form("network"),
    empty: t("empty.drafts"),
    emptyHint: t("empty.draftsHint"),
  };
}

/** The list of drafts with its words, for the desk and the phone. */
export async function Drafts({ viewerId, drafts, base, layout }: Props) {
  const locale = await getLocale();
  return (
    <DraftList
      viewerId={viewerId}
      base={base}
      layout={layout}
      discard={discardDraft}
      rows={drafts.map((draft) => ({
        id: draft.id,
        unitId: draft.unitId,
        unitName: draft.unitName ?? "",
        methodId: draft.methodId,
        methodName: (locale === "en" ? draft.methodNameEn : draft.methodName) ?? "",
        observationId: draft.observationId,
        words: firstWords(draft.content),
        savedAt: momentText(draft.updatedAt),
        isOnlyHere: false,
        isReadable: true,
        isOtherVersion: draft.otherVersionOf !== null,
      }))}
      words={await draftWords(locale)}
    />
  );
}

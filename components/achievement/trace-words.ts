import { getLocale, getTranslations } from "next-intl/server";
import { counts } from "@/lib/achievements/corroboration/rules";
import type { AchievementPage } from "@/lib/achievements/queries";
import type { TraceNode } from "@/lib/achievements/trace/rules";
import { marks } from "../punctuation/marks";

export type NodeWords = { title: string; detail: string; tone: "claim" | "counts" | "plain" | "request" };

/** What a node of the chain says, in the drawing and in the list behind it. */
export async function nodeWords(node: TraceNode, claim: AchievementPage): Promise<NodeWords> {
  const t = await getTranslations("achievements");
  const m = await marks();
  const isEnglish = (await getLocale()) === "en";
  switch (node.kind) {
    case "claim":
      return { title: claim.claim, detail: t(`status.${claim.state.toLowerCase()}`), tone: "claim" };
    case "relative":
      return {
        title: node.relative.claim,
        detail: `${t(`hint.${node.relative.relation}`)} ${t(`status.${node.relative.state.toLowerCase()}`)}`,
        tone: "plain",
      };
    case "source": {
      const { source } = node;
      const isCounting = counts(source);
      const state = isCounting
        ? "counts"
        : source.isWithdrawn
          ? "withdrawn"
          : source.supports
            ? "countsNot"
            : "contradicts";
      return {
        title: t(`status.${source.kind}`),
        detail: [t(`status.${state}`), source.isMoved && t("hint.moved")].filter(Boolean).join(m.comma),
        tone: isCounting ? "counts" : "plain",
      };
    }
    case "record": {
      const { source } = node;
      return {
        title: [source.on, isEnglish ? source.titleEn : source.title].filter(Boolean).join(" "),
        detail:
          source.recorderName ??
          ([source.issuerName, source.number].filter(Boolean).join(" ") || t("hint.paper")),
        tone: "plain",
      };
    }
    case "request":
      return {
        title: node.request.title,
        detail: t(node.request.doneOn ? "hint.requestDone" : "hint.requestOpen", {
          name: node.request.ownerName,
          day: node.request.doneOn ?? node.request.dueOn ?? "",
        }),
        tone: "request",
      };
    case "answer": {
      const { answer } = node.request;
      return {
        title: t("hint.answerRecord", {
          day: answer?.on ?? "",
          method: (isEnglish ? answer?.methodNameEn : answer?.methodName) ?? "",
        }),
        detail: node.request.ownerName,
        tone: "request",
      };
    }
    case "case":
      return { title: node.of.title, detail: `${node.of.number} ${node.of.unitName}`, tone: "plain" };
    case "meeting": {
      const meetings = await getTranslations("meetings");
      return {
        title: node.meeting.title,
        detail: `${node.meeting.on} ${meetings(`status.${node.meeting.state}`)}`,
        tone: "plain",
      };
    }
    case "link":
      return {
        title: `${node.link.on} ${isEnglish ? node.link.methodNameEn : node.link.methodName}`,
        detail: `${t(node.link.isEarlier ? "hint.linkEarlier" : "hint.linkLater")} ${node.link.unitName}`,
        tone: "plain",
      };
  }
}

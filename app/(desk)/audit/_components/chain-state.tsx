import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import type { ChainCheck } from "@/lib/audit/queries";
import { shortHash } from "./short-id";

type Props = { chain: ChainCheck; checkAllHref: string };

/** What the check of the hash chain says, with the head to compare with a note outside. */
export async function ChainState({ chain, checkAllHref }: Props) {
  const t = await getTranslations("audit");
  const { first, verdict, head } = chain;
  if (!verdict.ok) {
    return (
      <Notice kind="error" live="alert" title={t("status.broken")} className="mb-3">
        {t(`status.fault.${verdict.fault}`, { seq: verdict.seq })} {t("reason.broken")}
      </Notice>
    );
  }
  const last = verdict.end.seq;
  const isWhole = first <= 1;
  return (
    <Notice
      kind="success"
      title={t("status.whole")}
      className="mb-3"
      actions={
        !isWhole && (
          <Link prefetch={false} href={checkAllHref} className="text-accent underline underline-offset-3">
            {t("action.checkAll")}
          </Link>
        )
      }
    >
      {isWhole ? t("hint.wholeAll", { last }) : t("hint.whole", { first, last })}{" "}
      <span title={head.hash}>{t("hint.headHash", { hash: shortHash(head.hash) })}</span>
      <span className="block text-sm text-ink-hint">{t("hint.recompute")}</span>
    </Notice>
  );
}

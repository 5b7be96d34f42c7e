import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import type { SessionRow } from "@/lib/accounts/queries";
import { momentText } from "@/lib/platform/clock";

const ENDS = ["NEWER_SIGN_IN", "REVOKED", "PASSWORD_CHANGED", "IDLE", "EXPIRED", "SIGN_OUT"] as const;

/** The newest sign-ins with where from and how each ended. */
export async function SessionList({ sessions }: { sessions: SessionRow[] }) {
  const t = await getTranslations("accounts");
  if (sessions.length === 0) return <p className="text-ink-hint">{t("empty.sessions")}</p>;
  return (
    <ul className="flex flex-col">
      {sessions.map((session) => {
        const end = ENDS.find((one) => one === session.endReason);
        return (
          <li key={session.id} className="border-b border-line py-1.5 last:border-b-0">
            <span className="flex flex-wrap items-center justify-between gap-x-3">
              <span className="tabular-nums">{momentText(session.startedAt)}</span>
              {session.isLive ? (
                <Badge tone="positive">{t("status.signedIn")}</Badge>
              ) : (
                <span className="text-sm text-ink-hint">{end ? t(`status.sessionEnd.${end}`) : ""}</span>
              )}
            </span>
            <span className="block text-sm break-all text-ink-hint">
              {t("hint.session", {
                address: session.address,
                seen: momentText(session.lastSeenAt),
              })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

import type { ReactNode } from "react";

type Props = {
  followUp: { observationId: string | null; achievementId?: string | null; caseId?: string | null };
  children: ReactNode;
};

/** Opens what a follow-up belongs to; a request may be about a claim that its owner does not see. */
export function FollowUpLink({ followUp: { observationId, achievementId, caseId }, children }: Props) {
  const href = observationId
    ? `/observations/${observationId}`
    : achievementId
      ? `/achievements/${achievementId}`
      : caseId
        ? `/cases/${caseId}#follow-ups`
        : null;
  if (!href) return <span className="font-medium break-words">{children}</span>;
  return (
    <a href={href} className="font-medium break-words text-accent hover:underline">
      {children}
    </a>
  );
}

import type { ReactNode } from "react";

type FollowUp = { observationId: string | null; achievementId?: string | null; caseId?: string | null };
type Props = { followUp: FollowUp; children: ReactNode };

/** What a follow-up belongs to; a request may be about a claim that its owner does not see. */
export function followUpHref({ observationId, achievementId, caseId }: FollowUp): string | undefined {
  if (observationId) return `/observations/${observationId}`;
  if (achievementId) return `/achievements/${achievementId}`;
  return caseId ? `/cases/${caseId}#follow-ups` : undefined;
}

export function FollowUpLink({ followUp, children }: Props) {
  const href = followUpHref(followUp);
  if (!href) return <span className="font-medium break-words">{children}</span>;
  return (
    <a href={href} className="font-medium break-words text-accent hover:underline">
      {children}
    </a>
  );
}

import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { requestSource } from "@/app/_actions/achievements";
import { followUpWords } from "@/app/_shared/follow-up-words";
import { formMessages } from "@/app/_shared/form-messages";
import { MissingText } from "@/components/achievement/marks";
import { requestTitle } from "@/components/achievement/request-title";
import { DueBadge } from "@/components/follow-up/due-badge";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { counts } from "@/lib/achievements/corroboration/rules";
import type { Askable } from "@/lib/achievements/requests/rules";
import type { WaitingClaim } from "@/lib/achievements/waiting/queries";
import { type Day, daysBetween } from "@/lib/platform/clock";

type Props = { claims: WaitingClaim[]; askable: Map<string, Askable[]>; dueOn: Day; today: Day };

/** A line a claim: since when, what it has and lacks, who was asked; and one click that asks the next observer. */
export async function WaitingClaims({ claims, askable, dueOn, today }: Props) {
  const messages = await formMessages("achievements");
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
      {claims.map((claim) => (
        <li
          key={claim.id}
          data-listed
          className="grid gap-x-6 gap-y-2 px-4 py-3 lg:grid-cols-[minmax(0,1fr)_21rem]"
        >
          <About claim={claim} today={today} />
          <div className="flex flex-col items-start gap-1.5">
            <Asked claim={claim} today={today} />
            <Ask claim={claim} askable={askable.get(claim.id) ?? []} dueOn={dueOn} messages={messages} />
          </div>
        </li>
      ))}
    </ul>
  );
}

async function About({ claim, today }: { claim: WaitingClaim; today: Day }) {
  const t = await getTranslations("achievements");
  const m = await marks();
  const counting = claim.sources.filter(counts);
  const has = counting.map((source) =>
    [t(`status.${source.kind}`), source.recorderName].filter(Boolean).join(" "),
  );
  const others = claim.sources.filter((source) => !source.isWithdrawn).length - counting.length;
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <a href={`/achievements/${claim.id}`} className="font-medium text-accent hover:underline">
          {claim.claim}
        </a>
        {claim.fallenBy !== null && (
          <Badge tone="caution" icon="return">
            {t("status.fallen")}
          </Badge>
        )}
      </p>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-ink-soft">
        <a href={`/units/${claim.unitId}`} className="hover:text-accent hover:underline">
          {claim.unitName}
        </a>
        <span>{claim.cadres.join(m.list)}</span>
        <span>{t("hint.waitingFor", { days: daysBetween(claim.since, today) })}</span>
        {claim.drafterName && <span>{t("hint.draftedBy", { name: claim.drafterName })}</span>}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm">
        <MissingText sources={claim.sources} />
        <span className="text-ink-soft">
          {has.length > 0 ? t("hint.has", { sources: has.join(m.parts) }) : t("hint.hasNone")}
          {others > 0 && t("hint.hasOthers", { count: others })}
        </span>
      </p>
    </div>
  );
}

async function Asked({ claim, today }: { claim: WaitingClaim; today: Day }) {
  if (claim.requests.length === 0) return null;
  const t = await getTranslations("achievements");
  const words = await followUpWords();
  return claim.requests.map((one) => (
    <p key={one.id} className="flex flex-wrap items-center gap-x-2 text-sm">
      <a href={`/achievements/${claim.id}#requests`} className="text-accent hover:underline">
        {t("hint.isAsked", { name: one.ownerName })}
      </a>
      <DueBadge dueOn={one.dueOn} today={today} words={words.due} />
    </p>
  ));
}

async function Ask({
  claim,
  askable,
  dueOn,
  messages,
}: {
  claim: WaitingClaim;
  askable: Askable[];
  dueOn: Day;
  messages: FormMessages;
}) {
  const t = await getTranslations("achievements");
  const next = askable.find((one) => !one.isAsked);
  if (claim.need === "enough")
    return (
      <a href={`/achievements/${claim.id}`} className="text-accent hover:underline">
        {t("action.toConfirm")}
      </a>
    );
  if (!next && claim.requests.length > 0) return null;
  if (!next) return <p className="text-sm text-ink-soft">{t("empty.askable")}</p>;
  return (
    <CommandForm action={requestSource} messages={messages} className="flex flex-wrap items-center gap-x-3">
      <input type="hidden" name="id" value={randomUUID()} />
      <input type="hidden" name="achievementId" value={claim.id} />
      <input type="hidden" name="whom" value={`${next.unitId}:${next.ownerId}`} />
      <input type="hidden" name="title" value={await requestTitle(claim)} />
      <input type="hidden" name="dueOn" value={dueOn} />
      <SubmitButton variant="secondary" size="sm">
        {t("action.requestOf", { name: next.ownerName })}
      </SubmitButton>
      <a href={`/achievements/${claim.id}#requests`} className="text-sm text-accent hover:underline">
        {t("action.requestOther")}
      </a>
    </CommandForm>
  );
}

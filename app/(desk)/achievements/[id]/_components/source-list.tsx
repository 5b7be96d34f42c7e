import { getLocale, getTranslations } from "next-intl/server";
import { withdrawSource } from "@/app/_actions/achievements";
import { formMessages } from "@/app/_shared/form-messages";
import { MissingText } from "@/components/achievement/marks";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { counts } from "@/lib/achievements/corroboration/rules";
import type { AchievementPage, AchievementSource } from "@/lib/achievements/queries";
import { isEnded } from "@/lib/achievements/rules";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";

/** 印证来源: each opens its record; whether it counts, and if not why. */
export async function SourceList({ claim, viewer }: { claim: AchievementPage; viewer: Viewer }) {
  const t = await getTranslations("achievements");
  const mayWithdraw =
    can(viewer, "achievements.draft") && claim.state !== "MERGED" && claim.state !== "SPLIT";
  return (
    <Panel
      title={t("title.sources")}
      note={t("hint.counting", { counting: claim.sources.filter(counts).length, all: claim.sources.length })}
      actions={!isEnded(claim.state) && <MissingText sources={claim.sources} />}
      flush
    >
      {claim.sources.length === 0 ? (
        <p className="px-4 py-3.5 text-ink-soft">{t("empty.sources")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {claim.sources.map((source) => (
            <li key={source.id} className="px-4 py-3">
              <SourceLine source={source} />
              {mayWithdraw && !source.isWithdrawn && <Withdraw id={source.id} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

async function SourceLine({ source }: { source: AchievementSource }) {
  const m = await marks();
  const t = await getTranslations("achievements");
  const title = (await getLocale()) === "en" ? source.titleEn : source.title;
  const why = source.isWithdrawn
    ? "withdrawn"
    : !source.supports
      ? "contradicts"
      : !source.isCurrent
        ? "outdated"
        : source.isOwnUnits
          ? "ownUnits"
          : source.isIndependent
            ? null
            : "notIndependent";
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {source.observationId ? (
          <a href={`/observations/${source.observationId}`} className="font-medium text-accent">
            {source.on} {title}
          </a>
        ) : (
          <span className="font-medium">
            {title} {source.number}
          </span>
        )}
        <Badge>{t(`status.${source.kind}`)}</Badge>
        {why === null ? (
          <Badge tone="positive" icon="check">
            {t("status.counts")}
          </Badge>
        ) : (
          <Badge tone={why === "contradicts" ? "attention" : "caution"} icon>
            {t(`status.${why}`)}
          </Badge>
        )}
      </p>
      <p className="text-sm text-ink-soft">
        {[
          source.isMoved && t("hint.moved"),
          source.recorderName && t("hint.recorder", { name: source.recorderName }),
          source.issuerName && t("hint.issuer", { name: source.issuerName }),
          !source.observationId && source.on,
          source.independenceNote,
          source.note,
          source.withdrawReason &&
            t("hint.withdrawn", {
              day: source.withdrawnOn ?? "",
              reason: source.withdrawReason === "@undone" ? t("hint.undone") : source.withdrawReason,
            }),
        ]
          .filter(Boolean)
          .join(m.gap)}
      </p>
    </>
  );
}

async function Withdraw({ id }: { id: string }) {
  const t = await getTranslations("achievements");
  return (
    <details className="no-print mt-1">
      <summary className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11">
        {t("action.withdraw")}
      </summary>
      <CommandForm
        action={withdrawSource}
        messages={await formMessages("achievements")}
        resetOnSuccess
        className="mt-1 flex flex-wrap items-end gap-2"
      >
        <input type="hidden" name="id" value={id} />
        <TextField
          name="reason"
          label={t("field.withdrawReason")}
          hint={t("hint.withdraw")}
          className="min-w-[16rem] flex-1"
          required
        />
        <SubmitButton variant="secondary">{t("action.withdraw")}</SubmitButton>
      </CommandForm>
    </details>
  );
}

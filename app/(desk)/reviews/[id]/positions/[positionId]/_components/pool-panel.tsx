import { getTranslations } from "next-intl/server";
import { nameCandidates } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { reviewWords } from "@/app/_shared/review-words";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { ageOn } from "@/lib/cadres/rules";
import { causes, type Judged, type PoolPage } from "@/lib/reviews/pool/rules";
import type { PositionPage } from "@/lib/reviews/queries";
import { LIMITS, POOL_VIEWS, type PoolFilter } from "@/lib/reviews/schema";

type Props = {
  position: PositionPage;
  judged: Judged[];
  /** with the months on 主战场 of who is shown */
  page: PoolPage & { front: ReadonlyMap<string, number> };
  filter: PoolFilter;
  mayPrepare: boolean;
};

/** Everybody of the roster: fits, almost, or left out and why. In the order of the roster. */
export async function PoolPanel({ position, judged, page, filter, mayPrepare }: Props) {
  const t = await getTranslations("reviews");
  const m = await marks();
  const { missing } = await reviewWords();
  const ofKind = (kind: string) => judged.filter(({ verdict }) => verdict.kind === kind);
  const excluded = ofKind("excluded");
  const { shown, total, hasMore } = page;
  const named = new Set(position.candidates.map(({ cadreId }) => cadreId));
  const path = `/reviews/${position.batchId}/positions/${position.id}`;
  const href = (over: Partial<{ pool: string; why: string; page: number }>) =>
    `${addressOf(path, { pool: over.pool === "fit" ? undefined : over.pool, why: over.why, page: over.page })}#pool`;
  const { countedOn } = position.requirements;
  const line = ({ person, post, verdict }: Judged) => (
    <>
      <a href={`/cadres/${person.id}`} className="font-medium text-accent">
        {person.name}
      </a>
      <span className="ml-2 text-sm text-ink-soft">
        {[
          post ? `${post.unitName} ${post.title}` : t("empty.post"),
          post?.level,
          t("hint.age", { age: ageOn(person.bornOn, countedOn), month: person.bornOn.slice(0, 7) }),
          person.education,
          t("hint.onBattlefield", { months: page.front.get(person.id) ?? 0 }),
        ]
          .filter(Boolean)
          .join(m.gap)}
      </span>
      {named.has(person.id) && <span className="ml-3 text-sm text-positive">{t("hint.isNamed")}</span>}
      {verdict.missing.length > 0 && (
        <span className="block text-sm text-caution">{verdict.missing.map(missing).join(m.parts)}</span>
      )}
    </>
  );
  return (
    <Panel title={t("title.pool")} id="pool" note={await counted("people", judged.length)}>
      <p className="mb-2 text-sm text-ink-soft">{t("hint.pool")}</p>
      <TabLinks
        label={t("nav.pool")}
        items={POOL_VIEWS.map((pool) => ({
          href: href({ pool }),
          label: t(`nav.${pool}`),
          count: ofKind(pool).length,
          isCurrent: filter.pool === pool,
        }))}
      />
      {filter.pool === "excluded" && (
        <p className="mb-2 flex flex-wrap gap-3 text-sm">
          {causes(excluded).map(({ code, people }) => (
            <a
              key={code}
              href={href({ pool: "excluded", why: code })}
              className="text-accent underline"
              aria-current={filter.why === code || undefined}
            >
              {t("hint.cause", { cause: t(`nav.${code}`), people })}
            </a>
          ))}
        </p>
      )}
      {shown.length === 0 ? (
        <p className="text-ink-hint">{t("empty.pool")}</p>
      ) : mayPrepare ? (
        <CommandForm
          action={nameCandidates}
          messages={await formMessages("reviews")}
          aria-label={t("action.name")}
        >
          <input type="hidden" name="positionId" value={position.id} />
          <ul data-field="cadreIds" data-label={t("field.chosen")} className="divide-y divide-line">
            {shown.map((one) => (
              <li key={one.person.id} data-pooled className="flex items-baseline gap-2 py-1.5">
                <input
                  type="checkbox"
                  name="cadreIds"
                  value={one.person.id}
                  disabled={named.has(one.person.id)}
                  aria-label={t("action.choose", { name: one.person.name })}
                />
                <p className="min-w-0">{line(one)}</p>
              </li>
            ))}
          </ul>
          <TextField
            name="reason"
            label={t("field.nameReason")}
            hint={t("hint.nameReason")}
            maxLength={LIMITS.reason}
            required
          />
          <FormActions>
            <SubmitButton>{t("action.name")}</SubmitButton>
          </FormActions>
        </CommandForm>
      ) : (
        <ul className="divide-y divide-line">
          {shown.map((one) => (
            <li key={one.person.id} data-pooled className="py-1.5">
              {line(one)}
            </li>
          ))}
        </ul>
      )}
      <Pager
        labels={{ nav: t("nav.pages"), prev: t("action.prev"), next: t("action.next") }}
        prevHref={filter.page > 1 ? href({ ...filter, page: filter.page - 1 }) : undefined}
        nextHref={hasMore ? href({ ...filter, page: filter.page + 1 }) : undefined}
      >
        {t("hint.total", { total })}
      </Pager>
    </Panel>
  );
}

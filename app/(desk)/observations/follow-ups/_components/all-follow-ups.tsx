import { getTranslations } from "next-intl/server";
import { followUpWords } from "@/app/_shared/follow-up-words";
import { DueBadge } from "@/components/follow-up/due-badge";
import { FollowUpLink } from "@/components/follow-up/follow-up-link";
import { addressOf } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { Pager } from "@/components/ui/pager";
import { TabLinks } from "@/components/ui/tab-links";
import { countFollowUps, type ListedFollowUp, listFollowUps } from "@/lib/observations/follow-ups/queries";
import { DUE, type FollowUpFilter } from "@/lib/observations/follow-ups/schema";
import { cityDay, type Day } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { listUnitChoices } from "@/lib/units/queries";

type Props = { viewer: Viewer; filter: FollowUpFilter };

/** By right: whoever owns them, nearest day first; each number opens what it counts. */
export async function AllFollowUps({ viewer, filter }: Props) {
  const today = cityDay(new Date());
  const { page, counts, units } = await read(viewer, async (db) => ({
    page: await listFollowUps(db, viewer, filter, today),
    counts: await countFollowUps(db, viewer, filter, today),
    units: await listUnitChoices(db),
  }));
  const t = await getTranslations("observations");
  const { cursor, due, state, ...kept } = filter;
  const href = (more: Record<string, string>) => addressOf("/observations/follow-ups", kept, more);
  const here = { ...(state && { state }), ...(due && { due }) };
  return (
    <>
      <TabLinks
        label={t("nav.followUpStates")}
        items={[
          {
            href: href({}),
            label: t("status.open"),
            count: counts.open,
            isCurrent: state !== "done" && !due,
          },
          ...DUE.map((one) => ({
            href: href({ due: one }),
            label: t(`status.due_${one}`),
            count: counts[one],
            isCurrent: state !== "done" && due === one,
          })),
          {
            href: href({ state: "done" }),
            label: t("status.due_done"),
            count: counts.done ?? undefined,
            isCurrent: state === "done",
          },
        ]}
      />
      <FilterBar
        action="/observations/follow-ups"
        clearHref={addressOf("/observations/follow-ups", { scope: filter.scope, ...here })}
        isActive={Boolean(filter.unit || filter.of || filter.owner)}
        keep={{ scope: filter.scope, owner: filter.owner, ...here }}
        labels={{ form: t("nav.followUpStates"), submit: t("action.filter"), clear: t("action.clear") }}
      >
        <FilterField label={t("field.unit")} htmlFor="f-unit" width="10rem">
          <select id="f-unit" name="unit" defaultValue={filter.unit ?? ""} className="control">
            <option value="">{t("action.all")}</option>
            {units.map((unit) => (
              <option key={unit.id} value={unit.id}>
                {unit.shortName}
              </option>
            ))}
          </select>
        </FilterField>
        <FilterField label={t("field.followUpOf")} htmlFor="f-of" width="9rem">
          <select id="f-of" name="of" defaultValue={filter.of ?? ""} className="control">
            <option value="">{t("action.all")}</option>
            <option value="record">{t("status.ofRecord")}</option>
            <option value="claim">{t("status.ofClaim")}</option>
            <option value="case">{t("status.ofCase")}</option>
          </select>
        </FilterField>
      </FilterBar>
      {page.items.length === 0 ? (
        <EmptyState title={t("empty.allFollowUps")} icon="flag" />
      ) : (
        <List followUps={page.items} today={today} ownerHref={(owner) => href({ ...here, owner })} />
      )}
      <Pager
        prevHref={cursor ? href(here) : undefined}
        nextHref={page.nextCursor ? href({ ...here, cursor: page.nextCursor }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
      />
    </>
  );
}

async function List({
  followUps,
  today,
  ownerHref,
}: {
  followUps: ListedFollowUp[];
  today: Day;
  ownerHref: (owner: string) => string;
}) {
  const t = await getTranslations("observations");
  const words = await followUpWords();
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
      {followUps.map((one) => (
        <li key={one.id} data-listed className="px-4 py-2.5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
            <FollowUpLink followUp={one}>{one.title}</FollowUpLink>
            {one.doneOn ? (
              <Badge tone="positive" icon>
                {t("hint.closedOn", { day: one.doneOn })}
              </Badge>
            ) : (
              <DueBadge dueOn={one.dueOn} today={today} words={words.due} />
            )}
          </div>
          <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
            <a href={`/units/${one.unitId}`} className="hover:text-accent hover:underline">
              {one.unitName}
            </a>
            <a href={ownerHref(one.ownerId)} className="hover:text-accent hover:underline">
              {t("hint.followUpOwner", { name: one.ownerName })}
            </a>
            {one.dueOn && <span>{t("hint.followUpDay", { day: one.dueOn })}</span>}
            {one.askedByName && <span>{t("hint.followUpAskedBy", { name: one.askedByName })}</span>}
          </p>
          {one.outcome && <p className="max-w-[70ch] break-words whitespace-pre-line">{one.outcome}</p>}
          {one.answerId && (
            <a href={`/observations/${one.answerId}`} className="text-accent hover:underline">
              {t("action.openAnswer")}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

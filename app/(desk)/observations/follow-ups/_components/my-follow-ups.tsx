import { getTranslations } from "next-intl/server";
import { followUpWords } from "@/app/_shared/follow-up-words";
import { FollowUpLink } from "@/components/follow-up/follow-up-link";
import { FollowUpList } from "@/components/follow-up/follow-up-list";
import { Panel } from "@/components/ui/panel";
import {
  type ClosedFollowUp,
  listClosedFollowUps,
  listOwnFollowUps,
} from "@/lib/observations/follow-ups/queries";
import { type FollowUpFilter, OUTCOME_LIMIT } from "@/lib/observations/follow-ups/schema";
import { addMonths, cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

const CLOSED_MONTHS = 3;

/** One's own: what is open, each closed in place; then what was closed lately. */
export async function MyFollowUps({ viewer, filter }: { viewer: Viewer; filter: FollowUpFilter }) {
  const today = cityDay(new Date());
  const isNarrowed = Boolean(filter.age || filter.due || filter.type || filter.unit);
  const { open, closed } = await read(viewer, async (db) => ({
    open: await listOwnFollowUps(db, viewer, filter, today),
    // a number of the board opens what it counted, and nothing beside it
    closed: isNarrowed ? [] : await listClosedFollowUps(db, viewer.id, addMonths(today, -CLOSED_MONTHS)),
  }));
  return (
    <div className="flex max-w-[60rem] flex-col gap-4">
      <Panel flush>
        <FollowUpList
          viewerId={viewer.id}
          followUps={open}
          today={today}
          recordHref="/observations/new?unit={unit}&link={link}"
          limit={OUTCOME_LIMIT}
          words={await followUpWords()}
        />
      </Panel>
      {closed.length > 0 && (
        <div data-beside>
          <Closed followUps={closed} />
        </div>
      )}
    </div>
  );
}

async function Closed({ followUps }: { followUps: ClosedFollowUp[] }) {
  const t = await getTranslations("observations");
  return (
    <Panel title={t("title.closedFollowUps")} flush>
      <ul className="divide-y divide-line">
        {followUps.map((one) => (
          <li key={one.id} data-listed className="px-4 py-2.5">
            <FollowUpLink followUp={one}>{one.title}</FollowUpLink>
            <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
              <span>{one.unitName}</span>
              <span>{t("hint.closedOn", { day: one.doneOn })}</span>
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
    </Panel>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundFor } from "@/app/_shared/found";
import type { PageProps } from "@/app/_shared/page-props";
import { Parts } from "@/components/search/parts";
import { addressOf } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-look";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { pageViewer } from "@/lib/platform/request";
import { TooMany } from "@/lib/platform/result";
import { COUNT_LIMIT } from "@/lib/search/rules";
import { searchFilter } from "@/lib/search/schema";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("search.title");
  return { title: t("page") };
}

const FIRST_OF_GROUP = 8;

export default async function SearchPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("search.use");
  const { q, in: only } = searchFilter.parse(await searchParams);
  const t = await getTranslations("search");
  const answer = await foundFor(viewer, q, only ? COUNT_LIMIT : FIRST_OF_GROUP, only).catch(
    (error: unknown) => {
      if (error instanceof TooMany) return null;
      throw error;
    },
  );
  const groups = answer?.groups ?? [];
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.onlyOwn")} />
      <search className="mb-4 block">
        <form method="get" action="/search" className="flex max-w-2xl flex-wrap gap-2">
          <input
            type="search"
            name="q"
            defaultValue={q}
            aria-label={t("title.page")}
            placeholder={t("hint.placeholder")}
            className="control min-w-0 flex-1"
          />
          <button type="submit" className={buttonClass({ variant: "primary" })}>
            {t("action.search")}
          </button>
        </form>
      </search>
      {only && (
        <p className="mb-3">
          <a href={addressOf("/search", { q })} className="text-accent hover:underline">
            {t("action.back")}
          </a>
        </p>
      )}
      {groups.map((group) => (
        <div key={group.key} className="mb-4">
          <Panel flush title={group.label} note={t("hint.total", { total: group.total })}>
            <ul className="divide-y divide-line">
              {group.items.map((item) => (
                <li key={item.href} data-listed>
                  <a href={item.href} className="block px-4 py-2.5 hover:bg-paper-deep">
                    <span className="text-accent">
                      <Parts parts={item.title} />
                    </span>
                    {item.text && (
                      <span className="block text-sm text-ink-soft">
                        <Parts parts={item.text} />
                      </span>
                    )}
                    <span className="block text-sm text-ink-hint">{item.about}</span>
                  </a>
                </li>
              ))}
            </ul>
            {group.more && (
              <p className="border-t border-line px-4 py-2">
                <a href={group.more.href} className="text-accent hover:underline">
                  {group.more.label}
                </a>
              </p>
            )}
            {only && group.total !== String(group.items.length) && (
              <p className="border-t border-line px-4 py-2 text-ink-hint">
                {t("hint.first", { count: group.items.length })}
              </p>
            )}
          </Panel>
        </div>
      ))}
      {groups.length === 0 && (
        <Nothing q={q} isTooShort={answer?.tooShort ?? false} isTooMany={answer === null} />
      )}
    </>
  );
}

async function Nothing({ q, isTooShort, isTooMany }: { q: string; isTooShort: boolean; isTooMany: boolean }) {
  const t = await getTranslations("search");
  if (isTooMany) return <EmptyState title={t("status.tooMany")} icon="clock" />;
  if (q === "") return <EmptyState title={t("hint.start")} icon="search" />;
  if (isTooShort) return <EmptyState title={t("hint.short")} icon="search" />;
  return (
    <EmptyState title={t("empty.none", { q })} icon="search">
      {t("empty.noneHint")}
    </EmptyState>
  );
}

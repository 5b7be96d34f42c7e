import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { Counts } from "@/lib/platform/many";

type Props = {
  title: string;
  subtitle: string;
  /** the list where one chooses */
  back: { label: string; href: string };
  /** how many were chosen; 0 where the filter finds more than may be changed at once */
  chosen: number;
  found: number;
  most: number;
  /** the question: what is to be done */
  what: ReactNode;
  /** its answer, once asked */
  looked: { stop: string | null; counts: Counts; lessHref: string; confirm: ReactNode } | null;
  whom: { title: string; note: string };
  /** line by line */
  children: ReactNode;
};

/** One change for many: asked, looked at with counts and reasons, then made as a whole or not at all. */
export async function ManyPage({
  title,
  subtitle,
  back,
  chosen,
  found,
  most,
  what,
  looked,
  whom,
  children,
}: Props) {
  const t = await getTranslations("tables");
  const counts = looked && !looked.stop ? looked.counts : null;
  return (
    <>
      <PageHeader title={title} subtitle={subtitle} breadcrumbs={[back]} breadcrumbsLabel={t("nav.path")} />
      {chosen === 0 ? (
        <EmptyState
          icon="people"
          title={found > most ? t("hint.tooMany", { most, count: found }) : t("empty.chosen")}
          actions={<ButtonLink href={back.href}>{t("action.toList", { list: back.label })}</ButtonLink>}
        />
      ) : (
        <div className="flex flex-col gap-4">
          <Panel title={t("title.what")}>{what}</Panel>
          {looked?.stop && <Notice kind="caution">{looked.stop}</Notice>}
          {looked && counts && (
            <Panel title={t("title.confirm")} note={<span role="status">{t("hint.counts", counts)}</span>}>
              {counts.refused > 0 ? (
                <div className="flex flex-col items-start gap-3">
                  <Notice kind="caution">{t("hint.blocked", { count: counts.refused })}</Notice>
                  {counts.change + counts.same > 0 && (
                    <ButtonLink href={looked.lessHref}>
                      {t("action.less", { count: counts.refused })}
                    </ButtonLink>
                  )}
                </div>
              ) : counts.change > 0 ? (
                looked.confirm
              ) : (
                <p>{t("empty.change")}</p>
              )}
            </Panel>
          )}
          <Panel flush title={whom.title} note={whom.note}>
            {children}
          </Panel>
        </div>
      )}
    </>
  );
}

import { getTranslations } from "next-intl/server";
import { addressOf } from "@/components/ui/address";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import type { CadreFile } from "@/lib/cadres/file/queries";
import type { CadreFileFilter } from "@/lib/cadres/file/schema";
import { cityDay, type Day } from "@/lib/platform/clock";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import { monthText } from "./days";
import { PrintButton } from "./print-button";
import { StrengthMark } from "./strength";

type Props = { file: CadreFile; filter: CadreFileFilter; viewer: Viewer };

/** Name and post as held on the day of the file; the day itself; what the file is and is not. */
export async function FileHead({ file, filter, viewer }: Props) {
  const t = await getTranslations("cadres");
  const today = cityDay(new Date());
  const post =
    file.posts.find((one) => !one.endsOn && one.isPrimary) ?? file.posts.find((one) => !one.endsOn);
  const mayList = can(viewer, "cadres.list");
  return (
    <>
      <PageHeader
        dossier
        title={file.name}
        breadcrumbsLabel={t("title.list")}
        breadcrumbs={mayList ? [{ label: t("title.list"), href: "/cadres" }] : undefined}
        badges={
          <>
            <span className="font-serif text-lg text-ink-soft">{t("title.file")}</span>
            {file.records && <StrengthMark strength={file.records.strength} enough={file.limits} />}
          </>
        }
        subtitle={
          <>
            {post
              ? `${post.unitName} ${post.title} · ${post.level} · ${monthText(post.startsOn)} – `
              : t("status.noPost")}
            {post && t("hint.openEnded")}
          </>
        }
        actions={
          <>
            <AsOfForm file={file} filter={filter} today={today} />
            {can(viewer, "cadres.export") && !file.isOwn && (
              <>
                <ButtonLink
                  href={addressOf(`/api/v1/cadres/${file.id}/document`, { on: filter.on })}
                  icon="file"
                  download
                >
                  {t("action.document")}
                </ButtonLink>
                <ButtonLink
                  href={addressOf(`/api/v1/cadres/${file.id}/document`, { on: filter.on, form: "pdf" })}
                  icon="file"
                  download
                >
                  {t("action.pdf")}
                </ButtonLink>
              </>
            )}
            {can(viewer, "roster.export") && !file.isOwn && (
              <>
                <ButtonLink href={`/api/v1/cadres/${file.id}/appointment-form`} icon="file" download>
                  {t("action.appointmentForm")}
                </ButtonLink>
                <ButtonLink href={`/api/v1/cadres/${file.id}/lrmx`} icon="download" download>
                  {t("action.lrmx")}
                </ButtonLink>
              </>
            )}
            <PrintButton label={t("action.print")} />
          </>
        }
      />
      <p className="-mt-2 mb-4 text-sm text-ink-soft">
        {file.records && <>{t("hint.noScore")} </>}
        {t("hint.readLogged")}
        <span className="hidden print:inline"> {t("hint.printed", { day: today, name: viewer.name })}</span>
        <span> {t("hint.asOf", { day: file.asOf })}</span>
      </p>
      {file.asOf !== today && (
        <Notice
          kind="caution"
          className="mb-4"
          actions={
            <ButtonLink size="sm" href={`/cadres/${file.id}`}>
              {t("action.today")}
            </ButtonLink>
          }
        >
          {t("hint.asOfPast", { day: file.asOf })}
        </Notice>
      )}
    </>
  );
}

async function AsOfForm({ file, filter, today }: { file: CadreFile; filter: CadreFileFilter; today: Day }) {
  const t = await getTranslations("cadres");
  const { on: _on, cursor: _cursor, ...kept } = filter;
  return (
    <form
      method="get"
      action={`/cadres/${file.id}`}
      aria-label={t("nav.asOf")}
      className="flex items-center gap-1.5"
    >
      {Object.entries(kept).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      <label htmlFor="as-of" className="text-sm whitespace-nowrap text-ink-soft">
        {t("field.on")}
      </label>
      <input
        id="as-of"
        type="date"
        name="on"
        max={today}
        defaultValue={file.asOf}
        className="control max-w-[9.5rem]"
      />
      <Button type="submit">{t("action.show")}</Button>
    </form>
  );
}

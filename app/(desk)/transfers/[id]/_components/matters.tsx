import { getLocale, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { Panel } from "@/components/ui/panel";
import type { TransferMatters, TransferRow } from "@/lib/transfers/queries";
import { DeskList } from "../../../_components/desk-list";

/** Open at the unit, and written last: read under the viewer's own rights. */
export async function Matters({ sheet, matters }: { sheet: TransferRow; matters: TransferMatters }) {
  const t = await getTranslations("transfers");
  const dates = await cityDates();
  const isEnglish = (await getLocale()) === "en";
  const due = (day: string | null) => (day ? t("hint.due", { day: dates.day(day) }) : undefined);
  return (
    <>
      <Panel
        flush
        title={t("title.followUps")}
        note={t(sheet.state === "TAKEN" ? "hint.followUpsTaken" : "hint.followUps")}
      >
        <DeskList
          items={matters.followUps.map(({ id, title, dueOn, href }) => ({
            key: id,
            href,
            title,
            detail: due(dueOn),
          }))}
          empty={t("empty.followUps")}
        />
      </Panel>
      <Panel flush title={t("title.cases")}>
        <DeskList
          items={matters.cases.map(({ id, number, title, dueOn }) => ({
            key: id,
            href: `/cases/${id}`,
            title: `${number} ${title}`,
            detail: due(dueOn),
          }))}
          empty={t("empty.cases")}
        />
      </Panel>
      <Panel flush title={t("title.records")} note={t("hint.records")}>
        <DeskList
          items={matters.records.map(({ id, startedOn, methodName, methodNameEn, fact }) => ({
            key: id,
            href: `/observations/${id}`,
            title: `${dates.day(startedOn)} ${isEnglish ? methodNameEn : methodName}`,
            detail: fact,
          }))}
          empty={t("empty.records")}
        />
      </Panel>
    </>
  );
}

import { getTranslations } from "next-intl/server";
import { BarList } from "@/components/chart/bar-list";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import type { Promoted } from "@/lib/boards/promotions/queries";
import { isPart, quarterOf, quartersBetween, REFERENCE_SHARE, shareOf } from "@/lib/boards/promotions/rules";
import type { Part, PromotionFilter } from "@/lib/boards/promotions/schema";
import type { Day } from "@/lib/platform/clock";
import { sheetHref } from "../../_components/props";
import { Download } from "../../_components/record-panels";
import { promotionsHref } from "./address";

type Props = { people: Promoted[]; filter: PromotionFilter; range: { from: Day; to: Day } };
const EVIDENCE = ["verified0", "verified1", "verified2", "verified3"] as const satisfies Part[];
const PACE = ["within6", "within12", "over12"] as const satisfies Part[];

export async function PromotionCharts({ people, filter, range }: Props) {
  const t = await getTranslations("boards");
  const m = await marks();
  const { part: _, ...kept } = filter;
  const sheet = sheetHref("promotions", kept);
  const parts = (list: readonly Part[]) =>
    list.map((part) => ({
      key: part,
      label: t(`status.part_${part}`),
      value: people.filter((one) => isPart(one, part)).length,
      href: promotionsHref(filter, { part }),
    }));
  const quarters = quartersBetween(range.from, range.to).map((quarter) => {
    const of = people.filter(({ decidedOn }) => quarterOf(decidedOn) === quarter.key);
    const share = shareOf(of);
    const [year = "", number = ""] = quarter.key.split("-");
    return {
      key: quarter.key,
      label: t("hint.quarter", { year, quarter: number }),
      value: share ?? 0,
      display:
        share === null
          ? "—"
          : `${share}%${m.open}${t("hint.chartShare", { part: of.filter((one) => one.isFromBattlefield).length, all: of.length })}${m.close}`,
      href: promotionsHref(filter, { from: quarter.from, to: quarter.to, part: "battlefield" }),
    };
  });
  return (
    <div className="mb-4 grid items-start gap-4 xl:grid-cols-3">
      <Panel title={t("title.quarters")} actions={<Download href={sheet} />}>
        <BarList
          hideCaption
          caption={t("field.quarter")}
          unit="%"
          note={t("hint.reference")}
          max={100}
          reference={{ value: REFERENCE_SHARE, label: t("field.reference") }}
          bars={quarters}
        />
      </Panel>
      <Panel title={t("title.evidence")} actions={<Download href={sheet} />}>
        <BarList
          hideCaption
          caption={t("field.verified")}
          unit={t("hint.people")}
          note={t("hint.verifiedNote")}
          bars={parts(EVIDENCE)}
        />
      </Panel>
      <Panel title={t("title.pace")} actions={<Download href={sheet} />}>
        <BarList
          hideCaption
          caption={t("field.median")}
          unit={t("hint.people")}
          note={t("hint.pace")}
          bars={parts(PACE)}
        />
      </Panel>
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { SidePanel } from "@/components/ui/side-panel";
import type { Plan } from "@/lib/assignments/plans/queries";
import type { Roster } from "@/lib/assignments/plans/rules";
import { planHref } from "../../_components/address";
import { SheetUpload } from "./sheet-upload";

type Props = { plan: Pick<Plan, "id" | "rowVersion">; roster: Pick<Roster, "units" | "observers"> };

export async function SheetPanel({ plan, roster }: Props) {
  const t = await getTranslations("plans");
  const messages = await formMessages("plans");
  return (
    <SidePanel title={t("title.upload")} closeHref={planHref(plan.id)} closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t("hint.upload")}</p>
      <p>
        <a href={`/api/v1/assignment-plans/${plan.id}`} download className="text-accent hover:underline">
          {t("action.download")}
        </a>
      </p>
      <SheetUpload
        plan={{ id: plan.id, rowVersion: plan.rowVersion }}
        names={{
          units: roster.units.map(({ id, name }) => ({ id, name })),
          observers: roster.observers.map(({ id, name }) => ({ id, name })),
        }}
        doneHref={planHref(plan.id, { view: "board", saved: "arranged" })}
        messages={messages}
        words={{
          file: t("field.file"),
          dryRun: t("action.dryRun"),
          apply: t("action.apply"),
          dry: String(t.raw("hint.dryCount")),
          dryNone: t("hint.dryNone"),
          begun: String(t.raw("hint.sheetBegun")),
          ended: String(t.raw("hint.sheetEnded")),
          more: String(t.raw("hint.more")),
          faults: t("hint.faults"),
          fault: String(t.raw("hint.fault")),
          rules: typeof messages.issue === "function" ? {} : messages.issue,
        }}
      />
    </SidePanel>
  );
}

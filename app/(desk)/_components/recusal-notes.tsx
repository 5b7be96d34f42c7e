import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { findSheet } from "@/lib/recusals/queries";
import { type SheetState, yearOf } from "@/lib/recusals/rules";

export const readRecusalDuty = async (db: ScopedDb, viewer: Viewer, today: Day): Promise<SheetState> =>
  (await findSheet(db, viewer.id, yearOf(today)))?.state ?? "MISSING";

/** The observer's own sheet of the year, while it is missing or came back. */
export async function RecusalDuty({ state, today }: { state: SheetState; today: Day }) {
  if (state !== "MISSING" && state !== "RETURNED") return null;
  const t = await getTranslations("home");
  return (
    <Notice
      kind="caution"
      className="mb-4"
      actions={
        <ButtonLink size="sm" href="/recusals">
          {t("action.recusals")}
        </ButtonLink>
      }
    >
      {t(`hint.recusal${state}`, { year: String(yearOf(today)) })}
    </Notice>
  );
}

/** What waits for a leader or an administrator; nothing is said of none. */
export async function RecusalWork({ sheets = 0, warnings }: { sheets?: number; warnings: number }) {
  if (sheets + warnings === 0) return null;
  const t = await getTranslations("home");
  return (
    <Notice
      kind={warnings > 0 ? "caution" : "info"}
      className="mb-4"
      actions={
        <ButtonLink size="sm" href="/recusals/review">
          {t("action.recusals")}
        </ButtonLink>
      }
    >
      {[
        sheets > 0 && t("hint.recusalSheets", { count: sheets }),
        warnings > 0 && t("hint.recusalWarnings", { count: warnings }),
      ]
        .filter(Boolean)
        .join(" ")}
    </Notice>
  );
}

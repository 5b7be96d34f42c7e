import { getTranslations } from "next-intl/server";

/** What the bar says; its count is filled in where the ticks are. */
export async function pickWords() {
  const t = await getTranslations("comparison");
  return {
    none: t("hint.pick"),
    form: t("nav.pick"),
    count: t.raw("status.picked") as string,
    more: t("status.pickOneMore"),
    full: t("status.pickedFull"),
    compare: t("action.pick"),
    clear: t("action.clear"),
    listMark: t("hint.listMark"),
  };
}

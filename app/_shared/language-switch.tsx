import { getLocale, getTranslations } from "next-intl/server";
import { chooseLanguage } from "@/app/_actions/self";

/** One button that names the other language; works without script. */
export async function LanguageSwitch() {
  const t = await getTranslations("app.action");
  const other = (await getLocale()) === "en" ? "zh-CN" : "en";
  return (
    <form action={chooseLanguage}>
      <input type="hidden" name="locale" value={other} />
      <button
        type="submit"
        lang={other}
        className="min-h-9 rounded-md pointer-coarse:min-h-11 px-2.5 text-sm text-ink-soft hover:bg-paper-deep hover:text-ink"
      >
        {t("language")}
      </button>
    </form>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { slipWords } from "@/app/_shared/slips";
import { marks } from "@/components/punctuation/marks";
import { PageHeader } from "@/components/ui/page-header";
import { HEADINGS } from "@/lib/accounts/bulk/rules";
import { MOST_AT_ONCE } from "@/lib/accounts/schema";
import { pageViewer } from "@/lib/platform/request";
import { BulkAccounts } from "./_components/bulk-accounts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("bulk.title");
  return { title: t("bulk") };
}

const CODES = [
  "required",
  "tooLong",
  "accountForm",
  "accountTaken",
  "accountTwice",
  "unknownUnit",
  "unknownCadre",
  "severalCadres",
  "cadreTaken",
  "notAMonth",
  "noColumn",
  "nobody",
  "tooManyRows",
] as const;

export default async function BulkPage() {
  await pageViewer("accounts.manage");
  const t = await getTranslations("bulk");
  const m = await marks();
  const accounts = await getTranslations("accounts.title");
  return (
    <>
      <PageHeader
        title={t("title.bulk")}
        subtitle={t("hint.bulk", { most: MOST_AT_ONCE })}
        breadcrumbs={[{ href: "/accounts", label: accounts("accounts") }]}
        breadcrumbsLabel={t("nav.path")}
      />
      <BulkAccounts
        messages={await formMessages("bulk", undefined, "accounts")}
        slipWords={await slipWords()}
        headings={HEADINGS}
        words={{
          text: t("field.text"),
          textHint: t("hint.text", { headings: HEADINGS.join(m.list) }),
          file: t("field.file"),
          fileHint: t("hint.file"),
          check: t("action.check"),
          make: t.raw("action.make"),
          back: t("action.back"),
          dry: t.raw("status.dry"),
          list: t("title.list"),
          table: t("field.table"),
          row: t("field.row"),
          faults: t("status.faults"),
          place: t.raw("hint.place"),
          rules: Object.fromEntries(CODES.map((code) => [code, t(`reason.${code}`)])),
        }}
      />
    </>
  );
}

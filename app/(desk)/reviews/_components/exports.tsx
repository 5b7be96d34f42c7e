import { getTranslations } from "next-intl/server";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";

/** The material of a batch, or of one post of it, as a paper and as a table; each file has its number and its line in the audit. */
export async function ReviewExports({ batchId, positionId }: { batchId: string; positionId?: string }) {
  const t = await getTranslations("reviews.action");
  const document = `/api/v1/reviews/${batchId}/document`;
  return (
    <>
      <ButtonLink href={addressOf(document, { position: positionId })} icon="file" download>
        {t("exportDocument")}
      </ButtonLink>
      <ButtonLink href={addressOf(document, { position: positionId, form: "pdf" })} icon="file" download>
        {t("exportPdf")}
      </ButtonLink>
      <ButtonLink
        href={addressOf(`/api/v1/reviews/${batchId}/workbook`, { position: positionId })}
        icon="download"
        download
      >
        {t("exportWorkbook")}
      </ButtonLink>
    </>
  );
}

import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";

/** The material of a batch, or of one post of it, as a paper and as a table; each file has its number and its line in the audit. */
export async function ReviewExports({ batchId, positionId }: { batchId: string; positionId?: string }) {
  const t = await getTranslations("reviews.action");
  const of = positionId ? `?position=${positionId}` : "";
  return (
    <>
      <ButtonLink href={`/api/v1/reviews/${batchId}/document${of}`} icon="file" download>
        {t("exportDocument")}
      </ButtonLink>
      <ButtonLink href={`/api/v1/reviews/${batchId}/workbook${of}`} icon="download" download>
        {t("exportWorkbook")}
      </ButtonLink>
    </>
  );
}

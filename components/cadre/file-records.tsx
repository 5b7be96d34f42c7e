import { getTranslations } from "next-intl/server";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import type { CadreFile } from "@/lib/cadres/file/queries";
import type { FileRecords } from "@/lib/cadres/file/records/queries";
import type { CadreFileFilter } from "@/lib/cadres/file/schema";
import type { DimensionWords } from "@/lib/dimensions/rules";
import { FileFilters } from "./file-filters";
import { fileHref } from "./file-href";
import { RecordLines } from "./record-lines";

export async function FileRecordsPanel({
  file,
  records,
  filter,
  dimensions,
}: {
  file: CadreFile;
  records: FileRecords;
  filter: CadreFileFilter;
  dimensions: DimensionWords;
}) {
  const t = await getTranslations("cadres");
  const isFiltered = records.matching !== records.strength.records;
  return (
    <Panel
      id="records"
      title={t("title.records")}
      note={t(isFiltered ? "hint.matching" : "hint.shown", { count: records.matching })}
    >
      <FileFilters file={file} records={records} filter={filter} dimensions={dimensions} />
      <RecordLines records={records.items} dimensions={dimensions} />
      <Pager
        prevHref={filter.cursor ? fileHref(file.id, filter) : undefined}
        nextHref={records.nextCursor ? fileHref(file.id, filter, { cursor: records.nextCursor }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.newest"), next: t("nav.more") }}
      />
    </Panel>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import type { CadreFile } from "@/lib/cadres/file/queries";
import type { FileRecords } from "@/lib/cadres/file/records/queries";
import { type CadreFileFilter, POLARITY_ORDER } from "@/lib/cadres/file/schema";
import type { DimensionWords } from "@/lib/dimensions/rules";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { fileHref } from "./file-href";
import { sourceKey } from "./source-key";

type Option = { value: string; label: string };

/** Which records of the file are listed; the choices are those that the file has. */
export async function FileFilters({
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
  const words = await getTranslations("observations.status");
  const isEnglish = (await getLocale()) === "en";
  const { on, from, cursor: _, ...chosen } = filter;
  const pick = (name: keyof typeof chosen, options: Option[], width?: string) => (
    <FilterSelect
      id={`f-${name}`}
      name={name}
      label={t(`field.${name}`)}
      width={width}
      value={filter[name]}
      any={t("action.all")}
      options={options}
    />
  );
  return (
    <FilterBar
      action={`/cadres/${file.id}`}
      clearHref={fileHref(file.id, { on })}
      isActive={from !== undefined || Object.values(chosen).some((value) => value !== undefined)}
      keep={{ on, from }}
      labels={{ form: t("nav.recordFilters"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      {pick(
        "method",
        records.methods
          .filter((method) => method.records > 0)
          .map((method) => ({ value: method.id, label: isEnglish ? method.nameEn : method.name })),
        "9.5rem",
      )}
      {pick(
        "dimension",
        DIMENSIONS.map((one) => ({ value: lower(one), label: dimensions[one].shortName })),
        "6rem",
      )}
      {pick(
        "polarity",
        POLARITY_ORDER.map((one) => lower(one)).map((value) => ({ value, label: words(value) })),
        "7rem",
      )}
      {pick(
        "observer",
        records.recorders.map(({ id, name }) => ({ value: id, label: name })),
        "8rem",
      )}
      {pick(
        "source",
        records.sources.map(({ source }) => ({ value: source, label: t(`status.${sourceKey(source)}`) })),
        "8rem",
      )}
      {pick(
        "task",
        records.tasks.map(({ id, name }) => ({ value: id, label: name })),
        "11rem",
      )}
      {pick(
        "item",
        records.conduct.map(({ id, list, position }) => ({
          value: id,
          label: t("hint.itemPlace", {
            list: t(list === "POSITIVE" ? "status.positiveList" : "status.negativeList"),
            position,
          }),
        })),
        "8rem",
      )}
    </FilterBar>
  );
}

const lower = <T extends string>(value: T) => value.toLowerCase() as Lowercase<T>;

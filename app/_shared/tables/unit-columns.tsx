import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { Badge } from "@/components/ui/badge";
import type { RegisteredUnit } from "@/lib/units/register/queries";
import { unitTypeKey } from "@/lib/units/rules";
import { type ListColumn, plainCell } from "./list-column";

export async function unitColumns(): Promise<ListColumn<RegisteredUnit>[]> {
  const t = await getTranslations("units");
  const dates = await cityDates();
  const nowrap = true;
  const minor = true;
  const state = (row: RegisteredUnit): string => {
    if (row.endsOn === null) return row.isVerified ? "" : t("status.unverified");
    const day = dates.day(row.endsOn);
    return row.intoName ? t("status.mergedInto", { unit: row.intoName, day }) : t("status.endedOn", { day });
  };
  return [
    plainCell({ key: "shortName", header: t("field.shortName"), nowrap, text: (row) => row.shortName }),
    plainCell({ key: "name", header: t("field.fullName"), minor, text: (row) => row.name }),
    plainCell({
      key: "type",
      header: t("field.type"),
      nowrap,
      text: (row) => t(`status.${unitTypeKey(row.type)}`),
    }),
    plainCell({ key: "people", header: t("field.people"), align: "end", text: (row) => String(row.people) }),
    {
      key: "state",
      header: t("field.state"),
      nowrap,
      text: state,
      cell: (row) => state(row) && <Badge tone={row.endsOn ? "neutral" : "caution"}>{state(row)}</Badge>,
    },
    plainCell({ key: "code", header: t("field.code"), minor, nowrap, text: (row) => row.code }),
    plainCell({
      key: "startsOn",
      header: t("field.startsOn"),
      minor,
      nowrap,
      text: (row) => row.startsOn ?? "",
    }),
    plainCell({ key: "endsOn", header: t("field.endsOn"), minor, nowrap, text: (row) => row.endsOn ?? "" }),
  ];
}

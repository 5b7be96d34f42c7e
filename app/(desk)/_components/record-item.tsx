import { getLocale } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { PolarityMark } from "@/components/observation/marks";
import type { DeskRecord } from "@/lib/coverage/desk/queries";
import type { DeskItem } from "./desk-list";

/** A record as a line: where and how, what was seen, and at the end what the desk wants to say of it. */
export async function recordItems<R extends DeskRecord>(
  records: R[],
  over: (record: R) => Pick<DeskItem, "mark"> & Partial<DeskItem>,
): Promise<DeskItem[]> {
  const locale = await getLocale();
  const dates = await cityDates();
  return records.map((record) => ({
    key: record.id,
    href: `/observations/${record.id}`,
    title: (
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">{record.unitName}</span>
        <span>{locale === "en" ? record.methodNameEn : record.methodName}</span>
        <span className="text-sm text-ink-hint">{dates.dayOfYear(record.startedOn)}</span>
        {record.polarity === "ATTENTION" && <PolarityMark polarity="ATTENTION" />}
      </span>
    ),
    detail: record.excerpt,
    ...over(record),
  }));
}

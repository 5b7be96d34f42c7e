import { addressOf } from "@/components/ui/address";

type Asked = { view?: string; kind?: string; panel?: "new" };
export const reportsHref = (asked: Asked = {}): string => addressOf("/reports", asked);

type Shown = { edit?: number; add?: string; history?: number; saved?: number };
export const reportHref = (id: string, { edit, add, history, saved }: Shown = {}): string =>
  addressOf(`/reports/${id}`, {
    edit: edit?.toString(),
    add,
    history: history?.toString(),
    saved: saved?.toString(),
  });

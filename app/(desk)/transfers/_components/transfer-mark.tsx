import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { TransferState } from "@/lib/transfers/rules";

const TONES: Record<TransferState, Tone> = { OPEN: "caution", HANDED: "info", TAKEN: "positive" };

export async function TransferMark({ state }: { state: TransferState }) {
  const t = await getTranslations("transfers");
  return <Badge tone={TONES[state]}>{t(`status.${state}`)}</Badge>;
}

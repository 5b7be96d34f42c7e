"use client";

import { ExportItems } from "@/components/field/export-items";
import { OutboxView } from "@/components/field/outbox-view";
import type { ShownPage } from "./page-parts";

export default function OutboxPart({ page: { kit, words } }: { page: ShownPage }) {
  const viewerId = kit.viewer.id;
  return (
    <OutboxView
      viewerId={viewerId}
      words={words.outbox}
      tools={<ExportItems viewerId={viewerId} words={words.exports} />}
    />
  );
}

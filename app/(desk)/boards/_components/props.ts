import { addressOf } from "@/components/ui/address";
import type { Board } from "@/lib/boards/queries";
import type { BoardFilter } from "@/lib/boards/schema";
import type { Day } from "@/lib/platform/clock";
import type { Viewer } from "@/lib/platform/viewer";

export type BoardProps = { viewer: Viewer; filter: BoardFilter; today: Day };
export type PanelProps = BoardProps & {
  board: Board;
  range: { month: string; from: Day; to: Day; on?: Day };
  /** sees every unit: numbers stand for all of them, and not for each of the own units */
  isOverseer: boolean;
};

export const sheetHref = (sheet: string, filter: Record<string, string | undefined>): string =>
  addressOf("/api/v1/boards/workbook", filter, { sheet });

/** A board as a workbook leaves the house: a line in the audit under the number that is printed in it. */
import { commandInSql, done } from "@/lib/platform/command";
import { Denied } from "@/lib/platform/result";
import { can, type Right } from "@/lib/platform/rights";
import { exportInput, type SheetName } from "./schema";

/** Besides the right to boards at all. */
const ALSO: Record<SheetName, Right> = {
  records: "observations.read",
  open: "observations.read",
  tasks: "observations.read",
  assignments: "assignments.read",
  promotions: "promotions.read",
};

export const exportBoard = commandInSql({
  name: "exportBoard",
  right: "boards.read",
  input: exportInput,
  run: async ({ viewer, input }) => {
    if (!can(viewer, ALSO[input.sheet])) throw new Denied();
    return done({ sheet: input.sheet }, { entity: "board", id: input.sheet, after: input.trace });
  },
});

import { type Kept, WhatForm } from "@/app/(desk)/_components/many/many-parts";
import { marks } from "@/components/punctuation/marks";
import { FilterField, FilterSelect } from "@/components/ui/filter-bar";
import type { Board } from "@/lib/assignments/board/rules";
import { ASSIGNMENT_DEEDS, type AssignmentDeed, LIGHTEST } from "@/lib/assignments/changes/schema";
import { words } from "../../_components/words";

type Props = {
  action: string;
  kept: Kept;
  board: Board;
  wish: { deed?: AssignmentDeed; day: string; from?: string; to?: string };
};

export async function WhatFields({ action, kept, board, wish }: Props) {
  const m = await marks();
  const t = await words();
  const people = board.observers.map(({ id, name, department, unitIds }) => ({
    value: id,
    label: `${name}${m.gap}${department}${m.gap}${t("hint.unitCount", { count: unitIds.length })}`,
  }));
  const able = new Set(board.observers.filter(({ mayObserve }) => mayObserve).map(({ id }) => id));
  return (
    <WhatForm action={action} kept={kept}>
      <FilterSelect
        id="b-deed"
        name="deed"
        label={t("field.deed")}
        width="15rem"
        value={wish.deed ?? "HAND"}
        options={ASSIGNMENT_DEEDS.map((deed) => ({ value: deed, label: t(`status.deed.${deed}`) }))}
      />
      <FilterField label={t("field.day")} htmlFor="b-day" width="12rem">
        <input id="b-day" type="date" name="day" required defaultValue={wish.day} className="control" />
      </FilterField>
      <FilterSelect
        id="b-from"
        name="from"
        label={t("field.from")}
        width="14rem"
        value={wish.from ?? ""}
        any={t("hint.anyone")}
        options={people}
      />
      <FilterSelect
        id="b-to"
        name="to"
        label={t("field.to")}
        width="19rem"
        value={wish.to ?? LIGHTEST}
        options={[
          { value: LIGHTEST, label: t("hint.lightest") },
          ...people.filter(({ value }) => able.has(value)),
        ]}
      />
    </WhatForm>
  );
}

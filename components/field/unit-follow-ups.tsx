import type { KitUnit } from "@/lib/field/kit/rules";
import type { Day } from "@/lib/platform/clock";
import { FollowUpList } from "../follow-up/follow-up-list";
import type { FieldWords } from "./field-words";

type Props = {
  viewerId: string;
  unit: Pick<KitUnit, "id" | "followUps">;
  today: Day;
  /** characters of an outcome */
  limit: number;
  words: FieldWords["followUps"];
};

/** What was promised at this unit and is still open; closing needs the network and says so where there is none. */
export function UnitFollowUps({ viewerId, unit, today, limit, words }: Props) {
  if (unit.followUps.length === 0) return null;
  return (
    <section id="follow-ups" aria-labelledby="follow-ups-title" className="mt-5 scroll-mt-20">
      <h2 id="follow-ups-title" className="mb-1.5 font-semibold">
        {words.title}
      </h2>
      <div className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
        <FollowUpList
          viewerId={viewerId}
          followUps={unit.followUps.map((one) => ({ ...one, unitId: unit.id }))}
          today={today}
          limit={limit}
          recordHref="/field/units/{unit}?link={link}"
          words={words}
        />
      </div>
    </section>
  );
}

"use client";

import { Icon } from "@/components/ui/icon";
import { candidatesOn, type PickTask, type VisitUnit } from "@/lib/observations/form/choice/rules";
import { unitPath, withUnitCadres, withUnitToggled } from "@/lib/observations/form/visit/rules";
import { fill } from "../../form/messages";
import { CadreBlock } from "./cadre-lines";
import { EntryContext, useEntry } from "./entry-context";
import { newId } from "./new-id";
import { RemoveButton } from "./table-field";

/** Other units of mine in the same visit: each becomes a record of its own with its own cadres. */
export function VisitUnits({ units, task }: { units: VisitUnit[]; task: PickTask | undefined }) {
  const entry = useEntry();
  const { state, words, patch } = entry;
  const day = state.startedAt.slice(0, 10);
  const chosen = state.otherUnits.flatMap((other) => {
    const unit = units.find((one) => one.id === other.unitId);
    return unit ? [{ other, unit }] : [];
  });
  const gone = state.otherUnits.filter((other) => !units.some((unit) => unit.id === other.unitId));
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <fieldset data-field="otherUnits" className="min-w-0">
        <legend className="mb-1 font-medium">{words.visitUnits}</legend>
        <p className="mb-1 text-sm text-ink-hint">{words.visitUnitsHint}</p>
        <div className="flex flex-wrap gap-1.5">
          {units.map((unit) => {
            const other = state.otherUnits.find((one) => one.unitId === unit.id);
            return (
              <label key={unit.id} className="chip">
                <input
                  type="checkbox"
                  name="otherUnits"
                  value={unit.id}
                  checked={other !== undefined}
                  disabled={other?.isStored}
                  onChange={() => {
                    const { visitId, otherUnits } = withUnitToggled(state, unit.id, newId);
                    patch({ visitId, otherUnits });
                  }}
                />
                <Icon name="check" className="chip-tick size-3.5" strokeWidth={2.2} />
                {unit.name}
              </label>
            );
          })}
        </div>
      </fieldset>
      {gone.map((other) => (
        <p key={other.id} className="flex items-center gap-1 text-sm text-caution">
          {words.unitGone}
          {!other.isStored && (
            <RemoveButton
              label={fill(words.remove, { name: words.unitGone })}
              onClick={() => patch({ otherUnits: state.otherUnits.filter((one) => one !== other) })}
            />
          )}
        </p>
      ))}
      {chosen.map(({ other, unit }) => {
        if (other.isStored) {
          return (
            <p key={unit.id} className="flex items-center gap-1 text-sm text-positive">
              <Icon name="check" className="size-3.5" />
              {unit.name} {words.unitStored}
            </p>
          );
        }
        const { team, others } = candidatesOn(day, unit.cadres, task);
        return (
          // its own people stand for choice, in the method's columns too
          <EntryContext key={unit.id} value={{ ...entry, cadres: [...team, ...others] }}>
            <CadreBlock
              path={unitPath(unit.id)}
              label={`${unit.name} ${words.cadres}`}
              lines={other.cadres}
              onChange={(cadres) => patch({ otherUnits: withUnitCadres(state, unit.id, cadres).otherUnits })}
            />
          </EntryContext>
        );
      })}
    </div>
  );
}

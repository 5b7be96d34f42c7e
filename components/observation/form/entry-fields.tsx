"use client";

import { CheckboxGroup, RadioGroup } from "@/components/form/choice-fields";
import { TextArea } from "@/components/form/text-area";
import { NumberField, TextField } from "@/components/form/text-field";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { fieldLabel } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { PickCadre, VisitUnit } from "@/lib/observations/form/choice/rules";
import { ownFields } from "@/lib/observations/form/rules";
import { marksOf } from "@/lib/platform/marks";
import { fill } from "../../form/messages";
import { CadreLines } from "./cadre-lines";
import { useEntry } from "./entry-context";
import { boundWords, EndField, SharedRest, type SharedRestProps } from "./entry-rest";
import { NativeField } from "./native-field";
import { OwnField } from "./own-field";
import { VisitUnits } from "./visit-units";

type Props = SharedRestProps & {
  limits: { fact: number; judgement: number; evidenceNote: number; reason: number };
  known: PickCadre[];
  visitUnits: VisitUnit[];
  isAmendment: boolean;
  more: { isOpen: boolean; onToggle: (isOpen: boolean) => void };
};

/**
 * The order of asking: what only the observer knows stands open, what the form already says comes after the
 * text, and what is seldom needed is folded (on the desk the shared rest stands beside).
 */
export function EntryFields(props: Props) {
  const { layout, fields, locale, words, state, patch, errorAt } = useEntry();
  const own = ownFields(fields);
  const asked = own.filter((field) => field.required && field.default === undefined);
  const answered = own.filter((field) => field.required && field.default !== undefined);
  const seldom = own.filter((field) => !field.required);
  const fact = boundWords(fields, "fact", locale);
  const isDesk = layout === "desk";

  const visit = !props.isAmendment && (props.visitUnits.length > 0 || state.otherUnits.length > 0) && (
    <VisitUnits units={props.visitUnits} task={props.tasks.find((task) => task.id === state.centralTaskId)} />
  );
  const main = (
    <>
      {props.isAmendment && (
        <TextArea
          name="reason"
          label={words.changeReason}
          hint={words.changeReasonHint}
          required
          rows={2}
          className="[&_textarea]:min-h-16"
          limit={props.limits.reason}
          value={state.reason}
          onChange={(event) => patch({ reason: event.currentTarget.value })}
        />
      )}
      <WhenAndWhere />
      <FieldGrid fields={asked} />
      <CadreLines known={props.known} />
      {isDesk && visit}
      <TextArea
        name="fact"
        label={fact.label ?? words.fact}
        hint={fact.label ? fact.help : words.factHint}
        required
        rows={isDesk ? 6 : 5}
        limit={props.limits.fact}
        error={errorAt("fact")}
        value={state.fact}
        onChange={(event) => patch({ fact: event.currentTarget.value })}
      />
      <TextArea
        name="judgement"
        label={words.judgement}
        aside={isDesk ? words.judgementHint : undefined}
        placeholder={isDesk ? undefined : words.judgementHint}
        rows={2}
        className="[&_textarea]:min-h-16"
        value={state.judgement}
        error={errorAt("judgement")}
        onChange={(event) => patch({ judgement: event.currentTarget.value })}
      />
      <div className="flex flex-wrap gap-x-8 gap-y-3">
        <RadioGroup
          name="polarity"
          label={words.polarity}
          options={words.polarities}
          defaultValue={state.polarity}
          onChange={(value) => {
            if (value === "POSITIVE" || value === "NEUTRAL" || value === "ATTENTION")
              patch({ polarity: value });
          }}
        />
        <Dimensions />
      </div>
      <FieldGrid fields={answered} />
      {props.asksEvidence && props.evidence}
    </>
  );

  if (isDesk) {
    return (
      <div className="grid gap-x-6 gap-y-4 px-4 pt-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {main}
          {seldom.length > 0 && (
            <More names={seldom.map((field) => fieldLabel(field, locale))} {...props.more}>
              <FieldGrid fields={seldom} />
            </More>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:border-l lg:border-line lg:pl-6">
          <SharedRest {...props} />
        </div>
      </div>
    );
  }
  return (
    <>
      {main}
      <More
        names={[
          ...seldom.map((field) => fieldLabel(field, locale)),
          ...(visit ? [words.visitUnits] : []),
          ...(props.tasks.length > 0 ? [words.centralTask] : []),
          words.secondObserver,
          words.conductItems,
          words.followUps,
          ...(props.asksEvidence ? [] : [words.evidence.label]),
          words.confidentiality,
        ]}
        {...props.more}
      >
        <FieldGrid fields={seldom} />
        {visit}
        <SharedRest {...props} />
      </More>
    </>
  );
}

function WhenAndWhere() {
  const { layout, fields, locale, words, state, patch, errorAt } = useEntry();
  const start = boundWords(fields, "startedAt", locale);
  const duration = boundWords(fields, "duration", locale);
  const place = boundWords(fields, "place", locale);
  return (
    <div
      className={cx(
        "grid gap-x-4 gap-y-3",
        layout === "desk" && "sm:grid-cols-[13.5rem_minmax(0,1fr)]",
        layout === "desk" &&
          (duration.label
            ? "xl:grid-cols-[13.5rem_7.5rem_minmax(0,1fr)]"
            : "xl:grid-cols-[13.5rem_13.5rem_minmax(0,1fr)]"),
        layout === "phone" && duration.label && "grid-cols-[minmax(0,1fr)_6.5rem]",
      )}
    >
      <NativeField
        type="datetime-local"
        name="startedAt"
        label={start.label ?? words.startedAt}
        required
        error={errorAt("startedAt")}
        value={state.startedAt}
        onChange={(event) => patch({ startedAt: event.currentTarget.value })}
      />
      {duration.label ? (
        <NumberField
          name="duration"
          label={duration.label}
          required={duration.required}
          error={errorAt("duration")}
          value={state.duration}
          onChange={(event) => patch({ duration: event.currentTarget.value })}
        />
      ) : (
        layout === "desk" && <EndField />
      )}
      <TextField
        name="place"
        label={place.label ?? words.place}
        required={place.required}
        className={layout === "phone" && duration.label ? "col-span-2" : undefined}
        error={errorAt("place")}
        value={state.place}
        onChange={(event) => patch({ place: event.currentTarget.value })}
      />
    </div>
  );
}

function Dimensions() {
  const { words, locale, dimensions, state, patch } = useEntry();
  const explained = state.dimensions.filter((one) => dimensions[one].hint);
  return (
    <CheckboxGroup
      name="dimensions"
      label={words.dimensions}
      // a finger finds no tooltip: what was tapped says what it means
      hint={
        explained
          .map((one) => `${dimensions[one].name}${marksOf(locale === "en").says}${dimensions[one].hint}`)
          .join(" ") || undefined
      }
      options={DIMENSIONS.map((one) => ({
        value: one,
        label: dimensions[one].name,
        title: dimensions[one].hint || undefined,
      }))}
      defaultValue={state.dimensions}
      onChange={(value, isChosen) =>
        patch({
          // in the order of 德能勤绩廉, whatever the order of the taps
          dimensions: DIMENSIONS.filter((one) => (one === value ? isChosen : state.dimensions.includes(one))),
        })
      }
    />
  );
}

const WIDE = new Set(["longtext", "multiselect", "table", "cadre_list"]);

/** Short answers side by side on the desk, long ones over the whole width. */
function FieldGrid({ fields }: { fields: MethodField[] }) {
  const { layout } = useEntry();
  if (fields.length === 0) return null;
  return (
    <div className={cx("grid gap-x-4 gap-y-3.5", layout === "desk" && "sm:grid-cols-2")}>
      {fields.map((field) => (
        <div key={field.key} className={cx("min-w-0", WIDE.has(field.type) && "sm:col-span-full")}>
          <OwnField field={field} />
        </div>
      ))}
    </div>
  );
}

function More({
  names,
  isOpen,
  onToggle,
  children,
}: {
  names: string[];
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  children: React.ReactNode;
}) {
  const { words } = useEntry();
  return (
    <details
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
      className="group rounded-md border border-line open:border-line-strong"
    >
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-md px-3 hover:bg-paper-deep">
        <Icon name="chevronDown" className="size-4 text-ink-soft group-open:rotate-180" />
        <span className="font-medium">{words.more}</span>
        <span className="min-w-0 flex-1 truncate text-sm text-ink-hint group-open:hidden">
          {fill(words.moreHint, { names: names.join(words.listMark) })}
        </span>
      </summary>
      <div className="flex flex-col gap-3.5 border-t border-line px-3 py-3">{children}</div>
    </details>
  );
}

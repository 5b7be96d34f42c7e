"use client";

import type { ReactNode } from "react";
import { SelectField } from "@/components/form/select-field";
import type { ConductItem } from "@/lib/conduct/queries";
import { fieldHelp, fieldLabel } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { PickTask, RecentRecord } from "@/lib/observations/form/choice/rules";
import { boundField } from "@/lib/observations/form/rules";
import { ConductItems } from "./conduct-items";
import { useEntry } from "./entry-context";
import type { Choice } from "./entry-words";
import { FollowUps } from "./follow-ups";
import { NativeField } from "./native-field";
import { RecordLinks } from "./record-links";

export type SharedRestProps = {
  tasks: PickTask[];
  observers: Choice[];
  /** stands open where the method asks for it, else it is one of the seldom needed */
  asksEvidence: boolean;
  evidence: ReactNode;
  conductItems: ConductItem[];
  recentRecords: RecentRecord[];
};

/** Shared facts that are seldom needed. */
export function SharedRest({
  tasks,
  observers,
  asksEvidence,
  evidence,
  conductItems,
  recentRecords,
}: SharedRestProps) {
  const { layout, fields, locale, words, state, patch, errorAt } = useEntry();
  const level = boundField(fields, "confidentiality");
  const levels = level
    ? (locale === "en" ? level.optionsEn : level.options)?.map((label, at) => ({
        value: String(at + 1),
        label,
      }))
    : words.levels;
  return (
    <>
      {tasks.length > 0 && (
        <SelectField
          name="centralTaskId"
          label={words.centralTask}
          hint={
            tasks.some((task) => task.id === state.centralTaskId && task.isWithoutMembers)
              ? words.membersAway
              : words.searchTask
          }
          emptyLabel={words.none}
          options={tasks.map((task) => ({ value: task.id, label: task.name }))}
          value={tasks.some((task) => task.id === state.centralTaskId) ? state.centralTaskId : ""}
          onChange={(event) => patch({ centralTaskId: event.currentTarget.value })}
        />
      )}
      <SelectField
        name="secondObserverId"
        label={words.secondObserver}
        emptyLabel={words.none}
        options={observers}
        error={errorAt("secondObserverId")}
        value={state.secondObserverId}
        onChange={(event) => patch({ secondObserverId: event.currentTarget.value })}
      />
      {conductItems.length > 0 && <ConductItems items={conductItems} />}
      <FollowUps />
      <RecordLinks records={recentRecords} />
      <SelectField
        name="confidentiality"
        label={level ? fieldLabel(level, locale) : words.confidentiality}
        options={levels ?? words.levels}
        value={state.confidentiality}
        onChange={(event) => patch({ confidentiality: event.currentTarget.value })}
      />
      {layout === "phone" && !boundField(fields, "duration") && <EndField />}
      {!asksEvidence && evidence}
    </>
  );
}

export function EndField() {
  const { words, state, patch, errorAt } = useEntry();
  return (
    <NativeField
      type="datetime-local"
      name="endedAt"
      label={words.endedAt}
      error={errorAt("endedAt")}
      value={state.endedAt}
      min={state.startedAt}
      onChange={(event) => patch({ endedAt: event.currentTarget.value })}
    />
  );
}

/** What the method calls a shared fact, where it has words of its own. */
export function boundWords(fields: MethodField[], binds: MethodField["binds"], locale: string) {
  const field = boundField(fields, binds);
  return {
    label: field && fieldLabel(field, locale),
    help: field && fieldHelp(field, locale),
    required: field?.required ?? false,
  };
}

"use client";

import { useState } from "react";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { type FormMessages, issueText } from "@/components/form/messages";
import { SelectField, type SelectOption } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { NumberField, TextField } from "@/components/form/text-field";
import type { CommandAction } from "@/components/form/use-command-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { FieldType } from "@/lib/methods/answers/schema";
import type { MethodField } from "@/lib/methods/schema";
import { freeKey } from "@/lib/methods/versions/rules";
import type { MethodContent } from "@/lib/methods/versions/schema";
import type { EditorWords } from "./editor-words";
import { FieldEditor } from "./field-editor";
import { Tick } from "./tick";

type Props = {
  id: string;
  content: MethodContent;
  rowVersion: number | null;
  /** questions of the version before: they keep their kind */
  known: string[];
  action: CommandAction<{ id: string }>;
  messages: FormMessages;
  limits: { name: number; definition: number; minimumText: number; minimum: number };
  periods: SelectOption[];
  levels: SelectOption[];
  addable: SelectOption[];
  types: Record<string, string>;
  words: EditorWords;
};

/** A method as it is to become; sent as one content, so that half a change is never stored. */
export function MethodEditor(props: Props) {
  const { id, limits, words } = props;
  const [content, setContent] = useState(props.content);
  const [type, setType] = useState(props.addable[0]?.value ?? "text");
  const { fields } = content;
  const patch = (part: Partial<MethodContent>) => setContent((before) => ({ ...before, ...part }));
  const setField = (at: number, field: MethodField) =>
    patch({ fields: fields.map((one, index) => (index === at ? field : one)) });

  function move(at: number, by: -1 | 1) {
    const next = [...fields];
    const [moved] = next.splice(at, 1);
    if (!moved) return;
    next.splice(at + by, 0, moved);
    patch({ fields: next });
  }

  function add() {
    const isChoice = type === "select" || type === "multiselect";
    const field: MethodField = {
      key: freeKey([...fields, ...props.known.map((key) => ({ key }))]),
      label: words.fresh,
      labelEn: "New question",
      type: type as FieldType,
      required: false,
      ...(isChoice ? { options: ["是", "否"], optionsEn: ["Yes", "No"] } : {}),
    };
    patch({ fields: [...fields, field] });
  }

  return (
    <CommandForm
      action={props.action}
      messages={{
        ...props.messages,
        // paths inside the content are told by the question that they belong to
        issue: (issue) => {
          const at = /^content\.fields\.(\d+)/.exec(issue.path)?.[1];
          const text = issueText(props.messages, { ...issue, path: issue.path.replace(/^content\./, "") });
          return at === undefined ? text : `${fields[Number(at)]?.label ?? ""}${props.messages.says}${text}`;
        },
      }}
      successHref={`/methods/${id}?saved=draft`}
      failureActions={{ stale: <a href={`/methods/${id}?edit=1`}>{props.words.back}</a> }}
    >
      <input type="hidden" name="methodId" value={id} />
      <input type="hidden" name="rowVersion" value={props.rowVersion ?? ""} />
      <input type="hidden" name="content" value={JSON.stringify(content)} />
      <Panel title={words.about}>
        <div className="grid gap-4 lg:grid-cols-2">
          <TextField
            name="content.name"
            label={words.name}
            maxLength={limits.name}
            value={content.name}
            onChange={(event) => patch({ name: event.currentTarget.value })}
            required
          />
          <TextField
            name="content.nameEn"
            label={words.nameEn}
            maxLength={60}
            value={content.nameEn}
            onChange={(event) => patch({ nameEn: event.currentTarget.value })}
            required
          />
          <TextArea
            name="content.definition"
            label={words.definition}
            limit={limits.definition}
            rows={3}
            value={content.definition}
            onChange={(event) => patch({ definition: event.currentTarget.value })}
            required
          />
          <TextArea
            name="content.definitionEn"
            label={words.definitionEn}
            limit={limits.definition}
            rows={3}
            value={content.definitionEn}
            onChange={(event) => patch({ definitionEn: event.currentTarget.value })}
            required
          />
          <TextField
            name="content.minimumText"
            label={words.minimumText}
            maxLength={limits.minimumText}
            value={content.minimumText}
            onChange={(event) => patch({ minimumText: event.currentTarget.value })}
            required
          />
          <div className="grid grid-cols-2 gap-4">
            <NumberField
              name="content.minimumCount"
              label={words.minimumCount}
              min={0}
              max={limits.minimum}
              value={String(content.minimumCount)}
              onChange={(event) => patch({ minimumCount: Number(event.currentTarget.value) })}
            />
            <SelectField
              name="content.minimumPeriod"
              label={words.minimumPeriod}
              options={props.periods}
              value={content.minimumPeriod}
              onChange={(event) =>
                patch({ minimumPeriod: event.currentTarget.value as MethodContent["minimumPeriod"] })
              }
            />
          </div>
          <SelectField
            name="content.defaultConfidentiality"
            label={words.confidentiality}
            options={props.levels}
            value={String(content.defaultConfidentiality)}
            onChange={(event) =>
              patch({
                defaultConfidentiality: Number(
                  event.currentTarget.value,
                ) as MethodContent["defaultConfidentiality"],
              })
            }
          />
          <div className="flex flex-col gap-2 self-end">
            <Tick
              label={words.isEvidenceAsked}
              isOn={content.isEvidenceAsked}
              onChange={(isEvidenceAsked) => patch({ isEvidenceAsked })}
            />
            <Tick
              label={words.isSample}
              isOn={content.isSample}
              onChange={(isSample) => patch({ isSample })}
            />
          </div>
        </div>
      </Panel>
      <Panel flush title={words.fields}>
        <ol className="divide-y divide-line">
          {fields.map((field, at) => (
            <FieldEditor
              key={field.key}
              field={field}
              at={at}
              isLast={at === fields.length - 1}
              typeName={props.types[field.type] ?? field.type}
              words={words}
              onChange={(next) => setField(at, next)}
              onMove={(by) => move(at, by)}
              onRemove={() => patch({ fields: fields.filter((one) => one !== field) })}
            />
          ))}
        </ol>
        <div className="flex flex-wrap items-end gap-2 border-t border-line px-4 py-3">
          <SelectField
            name="addType"
            label={words.addType}
            options={props.addable}
            value={type}
            onChange={(event) => setType(event.currentTarget.value)}
          />
          <Button icon="plus" onClick={add}>
            {words.add}
          </Button>
        </div>
      </Panel>
      <FormActions>
        <SubmitButton>{words.save}</SubmitButton>
        <ButtonLink variant="quiet" href={`/methods/${id}`}>
          {words.back}
        </ButtonLink>
      </FormActions>
    </CommandForm>
  );
}

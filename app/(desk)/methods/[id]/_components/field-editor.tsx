"use client";

import { fill } from "@/components/form/messages";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { MethodField } from "@/lib/methods/schema";
import type { EditorWords } from "./editor-words";
import { Tick } from "./tick";

type Props = {
  field: MethodField;
  at: number;
  isLast: boolean;
  typeName: string;
  words: EditorWords;
  onChange: (field: MethodField) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

/** One line an option: the Chinese words, a bar, the English ones. */
const optionLines = ({ options = [], optionsEn = [] }: MethodField): string =>
  options.map((option, at) => `${option} | ${optionsEn[at] ?? option}`).join("\n");

function readOptions(text: string): Pick<MethodField, "options" | "optionsEn"> {
  const lines = text.split("\n").map((line) => line.split("|").map((part) => part.trim()));
  const named = lines.filter(([chinese]) => chinese);
  return {
    options: named.map(([chinese = ""]) => chinese),
    optionsEn: named.map(([chinese = "", english]) => english || chinese),
  };
}

/** One question: its words, whether it must be answered, its place. What belongs to the record's shared facts stays. */
export function FieldEditor({ field, at, isLast, typeName, words, onChange, onMove, onRemove }: Props) {
  const name = (part: string) => `content.fields.${at}.${part}`;
  const optional = (text: string) => text || undefined;
  return (
    <li className="px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="w-6 text-right text-ink-hint">{at + 1}</span>
        <span className="font-medium">{field.label}</span>
        <span className="text-sm text-ink-soft">{typeName}</span>
        {field.required && <span className="text-sm text-accent">{words.required}</span>}
        <span className="ml-auto flex gap-1">
          <Button
            variant="quiet"
            size="sm"
            disabled={at === 0}
            aria-label={fill(words.up, { label: field.label })}
            onClick={() => onMove(-1)}
          >
            ↑
          </Button>
          <Button
            variant="quiet"
            size="sm"
            disabled={isLast}
            aria-label={fill(words.down, { label: field.label })}
            onClick={() => onMove(1)}
          >
            ↓
          </Button>
          {!field.binds && (
            <Button
              variant="quiet"
              size="sm"
              aria-label={fill(words.remove, { label: field.label })}
              onClick={onRemove}
            >
              <Icon name="close" className="size-4" />
            </Button>
          )}
        </span>
      </div>
      <details className="mt-1 ml-8">
        <summary className="min-h-9 cursor-pointer content-center text-accent pointer-coarse:min-h-11">
          {words.label} · {words.help}
        </summary>
        <div className="grid gap-3 py-2 lg:grid-cols-2">
          <TextField
            name={name("label")}
            label={words.label}
            maxLength={100}
            value={field.label}
            onChange={(event) => onChange({ ...field, label: event.currentTarget.value })}
          />
          <TextField
            name={name("labelEn")}
            label={words.labelEn}
            maxLength={100}
            value={field.labelEn}
            onChange={(event) => onChange({ ...field, labelEn: event.currentTarget.value })}
          />
          <TextField
            name={name("help")}
            label={words.help}
            maxLength={300}
            value={field.help ?? ""}
            onChange={(event) => onChange({ ...field, help: optional(event.currentTarget.value) })}
          />
          <TextField
            name={name("helpEn")}
            label={words.helpEn}
            maxLength={300}
            value={field.helpEn ?? ""}
            onChange={(event) => onChange({ ...field, helpEn: optional(event.currentTarget.value) })}
          />
          {field.options && (
            <TextArea
              name={name("options")}
              label={words.options}
              hint={words.optionsHint}
              rows={Math.min(8, field.options.length + 1)}
              defaultValue={optionLines(field)}
              onChange={(event) => {
                const read = readOptions(event.currentTarget.value);
                const isKept = typeof field.default !== "string" || read.options?.includes(field.default);
                onChange({ ...field, ...read, default: isKept ? field.default : undefined });
              }}
            />
          )}
          {field.type !== "attachments" && (
            <Tick
              label={words.required}
              isOn={field.required}
              onChange={(required) => onChange({ ...field, required })}
            />
          )}
        </div>
        {field.binds && <p className="text-sm text-ink-hint">{words.bound}</p>}
      </details>
    </li>
  );
}

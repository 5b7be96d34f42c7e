import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type DotKind, DotStrip } from "@/components/chart/dot-strip";
import { MethodBars } from "@/components/method/method-bars";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import type { CadreFile } from "@/lib/cadres/file/queries";
import type { FileRecords } from "@/lib/cadres/file/records/queries";
import { lateShare, lateSpans } from "@/lib/cadres/file/rules";
import { type CadreFileFilter, POLARITY_ORDER } from "@/lib/cadres/file/schema";
import { strengthVerdict } from "@/lib/cadres/rules";
import type { DimensionWords } from "@/lib/dimensions/rules";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { onlyHref } from "./file-href";
import { sourceKey } from "./source-key";
import { StrengthMark } from "./strength";

type Props = { file: CadreFile; records: FileRecords; filter: CadreFileFilter };

/** How many recorders, methods and kinds of source stand behind the file; every number opens its records. */
export async function EvidencePanel({ file, records, filter }: Props) {
  const t = await getTranslations("cadres");
  const { strength } = records;
  const verdict = strengthVerdict(strength, file.limits);
  const open = (only: Partial<CadreFileFilter>) => onlyHref(file.id, filter, only);
  return (
    <Panel
      title={t("title.evidence")}
      note={<StrengthMark strength={strength} enough={file.limits} />}
      footer={t("hint.rule", {
        methods: file.limits.evidenceMethods,
        recorders: file.limits.evidenceRecorders,
      })}
    >
      <SoftLinks>
        <p>
          <a href={open({})} className="hover:text-accent hover:underline">
            {t("hint.behind", strength)}
          </a>
          {records.firstOn && records.lastOn && (
            <span className="text-ink-soft">
              {" · "}
              {t("hint.span", { from: records.firstOn, to: records.lastOn })}
            </span>
          )}
        </p>
        {verdict.kind === "thin" && (
          <p className="mt-1 text-caution">
            {[
              verdict.missingMethods > 0 && t("hint.thinMethods", { count: verdict.missingMethods }),
              verdict.missingRecorders > 0 && t("hint.thinRecorders", { count: verdict.missingRecorders }),
            ]
              .filter(Boolean)
              .join(t("hint.listMark"))}
          </p>
        )}
        <dl className="mt-2">
          <Behind term={t("title.recorders")} none={t("empty.none")}>
            {records.recorders.map(({ id, name, records: count }) => (
              <Facet
                key={id}
                href={open({ observer: id })}
                label={name}
                count={count}
                isOn={filter.observer === id}
              />
            ))}
          </Behind>
          <Behind term={t("title.sources")} none={t("empty.none")}>
            {records.sources.map(({ source, records: count }) => (
              <Facet
                key={source}
                href={open({ source })}
                label={t(`status.${sourceKey(source)}`)}
                count={count}
                isOn={filter.source === source}
              />
            ))}
          </Behind>
        </dl>
        <LateRecords file={file} records={records} filter={filter} />
        {file.ownWord && file.ownWord.all > 0 && (
          <p className="border-t border-line pt-1.5">
            {t("hint.ownWord", file.ownWord)}{" "}
            <a href={`/achievements?cadre=${file.id}`} className="text-accent underline">
              {t("hint.ownWordLink")}
            </a>
          </p>
        )}
      </SoftLinks>
    </Panel>
  );
}

/** 临时抱佛脚 as two counts and what would be even; it says nothing about the person. */
async function LateRecords({ file, records, filter }: Props) {
  const t = await getTranslations("cadres");
  const { recentFrom, yearFrom } = lateSpans(file.asOf, file.limits);
  const { share, even } = lateShare(records.late, file.asOf, file.limits);
  const { lateDays: days, lateMonths: months } = file.limits;
  const link = (from: string, count: number) => (
    <a
      href={onlyHref(file.id, filter, { from })}
      aria-current={filter.from === from || undefined}
      title={t("hint.since", { day: from })}
      className="text-accent underline"
    >
      {t("hint.lateRecords", { count })}
    </a>
  );
  return (
    <p className="border-t border-line py-1.5">
      {t.rich("hint.late", {
        days,
        months,
        recent: () => link(recentFrom, records.late.recent),
        year: () => link(yearFrom, records.late.year),
      })}
      {share !== null && <span className="text-ink-soft"> {t("hint.lateShare", { days, share, even })}</span>}
    </p>
  );
}

function Behind({ term, none, children }: { term: string; none: string; children: ReactNode[] }) {
  return (
    <div className="flex gap-3 border-t border-line py-1.5">
      <dt className="w-[5em] shrink-0 pt-0.5 text-ink-soft">{term}</dt>
      <dd className="flex min-w-0 flex-wrap gap-x-1.5 gap-y-1">
        {children.length > 0 ? children : <span className="text-ink-hint">{none}</span>}
      </dd>
    </div>
  );
}

function Facet({ href, label, count, isOn }: { href: string; label: string; count: number; isOn: boolean }) {
  return (
    <a
      href={href}
      aria-current={isOn || undefined}
      className="inline-flex min-h-6 items-center gap-1 rounded-sm px-1.5 hover:bg-accent-soft aria-[current]:bg-accent-soft aria-[current]:font-semibold pointer-coarse:min-h-11"
    >
      {label}
      <span className="text-sm text-ink-soft">{count}</span>
    </a>
  );
}

const KINDS = { POSITIVE: "positive", NEUTRAL: "neutral", ATTENTION: "attention" } as const satisfies Record<
  (typeof POLARITY_ORDER)[number],
  DotKind
>;

/** 德 能 勤 绩 廉 as evidence counted, a dot for each record; no score, no shape to compare people by. */
export async function DimensionsPanel({
  file,
  records,
  filter,
  dimensions,
}: Props & { dimensions: DimensionWords }) {
  const t = await getTranslations("cadres");
  const words = await getTranslations("observations.status");
  const isLong = DIMENSIONS.some((one) => dimensions[one].name.length > 3);
  const countOf = (dimension: string, polarity: string) =>
    records.dimensions.find((one) => one.dimension === dimension && one.polarity === polarity)?.records ?? 0;
  return (
    <Panel title={t("title.dimensions")} note={t("hint.accepted")}>
      <SoftLinks>
        <DotStrip
          caption={t("title.dimensions")}
          hideCaption
          unit={t("hint.recordsUnit")}
          none={t("empty.none")}
          labelWidth={isLong ? "6rem" : "3.5rem"}
          labels={{ positive: words("positive"), neutral: words("neutral"), attention: words("attention") }}
          rows={DIMENSIONS.map((dimension) => {
            const lower = dimension.toLowerCase() as Lowercase<typeof dimension>;
            const { name, hint } = dimensions[dimension];
            return {
              key: dimension,
              label: hint ? <span title={hint}>{name}</span> : name,
              counts: POLARITY_ORDER.map((polarity) => {
                const count = countOf(dimension, polarity);
                const kind = KINDS[polarity];
                return {
                  kind,
                  count,
                  href: onlyHref(file.id, filter, { dimension: lower, polarity: kind }),
                  title: t("hint.countTitle", { dimension: name, polarity: words(kind), count }),
                };
              }),
            };
          })}
        />
      </SoftLinks>
    </Panel>
  );
}

export async function MethodsPanel({ file, records, filter }: Props) {
  const t = await getTranslations("cadres");
  return (
    <MethodBars
      methods={records.methods}
      hrefOf={({ id }) => onlyHref(file.id, filter, { method: id })}
      words={{
        title: t("title.methods"),
        note: t("hint.accepted"),
        unit: t("hint.recordsUnit"),
        sample: t("hint.sample"),
      }}
    />
  );
}

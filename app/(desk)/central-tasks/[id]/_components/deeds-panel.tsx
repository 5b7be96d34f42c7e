import { getLocale, getTranslations } from "next-intl/server";
import { ContributionMark } from "@/components/achievement/marks";
import { PolarityMark } from "@/components/observation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import type { TaskResult } from "@/lib/achievements/task/queries";
import type { TaskMember } from "@/lib/central-tasks/rules";
import type { TaskItem, TaskRecords } from "@/lib/observations/task/queries";
import { type Scope, scopeRecords } from "./scope";

type Props = { members: TaskMember[]; records: TaskRecords; results: TaskResult[] | null; scope: Scope };

/** 关键表现: of each member the numbers, the facts as recorded, items of 双十条 and verified results. No grade of a person. */
export async function DeedsPanel({ members, records, results, scope }: Props) {
  const t = await getTranslations("centralTasks");
  const told = members.map((member) => ({
    member,
    told: records.byCadre.find((one) => one.cadreId === member.cadreId),
    results: results?.filter((result) => result.cadres.some((line) => line.cadreId === member.cadreId)) ?? [],
  }));
  const silent = told.filter((one) => !one.told && one.results.length === 0);
  return (
    <Panel title={t("title.deeds")} note={t("hint.deeds")} id="deeds">
      {members.length === 0 && <p className="text-ink-hint">{t("empty.members")}</p>}
      <SoftLinks>
        <ul className="divide-y divide-line">
          {told
            .filter((one) => !silent.includes(one))
            .map((one) => (
              <Deeds key={one.member.cadreId} {...one} items={records.items} scope={scope} />
            ))}
        </ul>
        {silent.length > 0 && (
          <p className="mt-3 text-sm text-ink-soft first:mt-0">
            {t("empty.deeds")}
            {silent.map(({ member }, at) => (
              <span key={member.cadreId}>
                {at > 0 && " · "}
                <a href={`/cadres/${member.cadreId}`} className="hover:text-accent hover:underline">
                  {member.name}
                </a>
              </span>
            ))}
          </p>
        )}
      </SoftLinks>
    </Panel>
  );
}

type DeedsProps = {
  member: TaskMember;
  told: TaskRecords["byCadre"][number] | undefined;
  items: TaskItem[];
  results: TaskResult[];
  scope: Scope;
};

async function Deeds({ member, told, items, results, scope }: DeedsProps) {
  const t = await getTranslations("centralTasks");
  const cadre = member.cadreId;
  const isEnglish = (await getLocale()) === "en";
  return (
    <li className="keep-together py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
        <a href={`/cadres/${cadre}`} className="font-medium text-accent hover:underline">
          {member.name}
        </a>
        <span className="text-sm text-ink-soft">
          {[member.unitName, member.stints.at(-1)?.post, t("hint.days", { days: member.days })]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {told && (
          <span className="flex flex-wrap gap-x-2.5 text-sm">
            <a href={scopeRecords(scope, { cadre })}>{t("hint.records", { count: told.records })}</a>
            {told.positive > 0 && (
              <a href={scopeRecords(scope, { cadre, polarity: "positive" })}>
                {t("hint.positive", { count: told.positive })}
              </a>
            )}
            {told.attention > 0 && (
              <a href={scopeRecords(scope, { cadre, polarity: "attention" })}>
                {t("hint.attention", { count: told.attention })}
              </a>
            )}
          </span>
        )}
      </p>
      {told && told.excerpts.length > 0 && (
        <ul className="mt-1 flex flex-col gap-1">
          {told.excerpts.map((excerpt) => (
            <li key={excerpt.id} className="flex flex-wrap items-baseline gap-x-2">
              <PolarityMark polarity={excerpt.polarity} />
              <span className="text-sm whitespace-nowrap text-ink-soft">{excerpt.on}</span>
              <a
                href={`/observations/${excerpt.id}`}
                className="min-w-0 flex-1 basis-[16rem] text-ink hover:text-accent hover:underline"
              >
                {excerpt.words}
              </a>
              {excerpt.isGuarded && (
                <Badge tone="caution" icon="lock">
                  {t("hint.guarded")}
                </Badge>
              )}
            </li>
          ))}
        </ul>
      )}
      {told && told.items.length > 0 && (
        <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-sm">
          {told.items.map(({ id, records }) => {
            const item = items.find((one) => one.id === id);
            return (
              item && (
                <li key={id}>
                  <a
                    href={scopeRecords(scope, { cadre, item: id })}
                    className="text-ink-soft hover:underline"
                  >
                    {isEnglish ? item.textEn : item.text} {t("hint.times", { count: records })}
                  </a>
                </li>
              )
            );
          })}
        </ul>
      )}
      {results.length > 0 && (
        <ul className="mt-1 flex flex-col gap-1">
          {results.map((result) => {
            const line = result.cadres.find((one) => one.cadreId === cadre);
            return (
              <li key={result.id} className="flex flex-wrap items-baseline gap-x-2">
                <Badge tone="positive" icon="check">
                  {t("status.verified")}
                </Badge>
                <a href={`/achievements/${result.id}`} className="text-ink hover:text-accent hover:underline">
                  {result.claim}
                </a>
                {line && <ContributionMark contribution={line.contribution} />}
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}

import { getTranslations } from "next-intl/server";
import { redrawPool } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { reviewWords } from "@/app/_shared/review-words";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { cityDay } from "@/lib/platform/clock";
import type { Judged } from "@/lib/reviews/pool/rules";
import type { PositionChange } from "@/lib/reviews/position/queries";
import { changedFacts, type poolChanges } from "@/lib/reviews/position/rules";
import type { PositionPage } from "@/lib/reviews/queries";

/** More names than this are told by their number: the pool below lists them all. */
const NAMED = 30;

type Redraw = { position: PositionPage; changes: ReturnType<typeof poolChanges>; mayPrepare: boolean };

/** The rule was changed after people were named by it: whom that takes in and leaves out, before naming goes on. */
export async function RedrawPanel({ position, changes, mayPrepare }: Redraw) {
  const t = await getTranslations("reviews");
  const m = await marks();
  const { missing } = await reviewWords();
  const named = new Set(position.candidates.map(({ cadreId }) => cadreId));
  const people = (list: Judged[], says: boolean) => (
    <ul className="mt-1 divide-y divide-line">
      {list.slice(0, NAMED).map(({ person, post, verdict }) => (
        <li key={person.id} className="py-1">
          <a href={`/cadres/${person.id}`} className="text-accent">
            {person.name}
          </a>{" "}
          <span className="text-sm text-ink-soft">
            {post ? `${post.unitName} ${post.title}` : t("empty.post")}
          </span>{" "}
          {named.has(person.id) && <Badge tone="caution">{t("hint.isNamed")}</Badge>}
          {says && <p className="text-sm text-caution">{verdict.missing.map(missing).join(m.parts)}</p>}
        </li>
      ))}
      {list.length > NAMED && (
        <li className="py-1 text-sm text-ink-soft">{t("hint.andMore", { count: list.length - NAMED })}</li>
      )}
    </ul>
  );
  return (
    <Panel title={t("title.redraw")} id="redraw">
      <p className="text-caution">{t("hint.redraw")}</p>
      <p className="mt-1 text-sm text-ink-soft">{t("hint.stay", { count: changes.stay })}</p>
      <div className="mt-2 grid gap-4 sm:grid-cols-2">
        {(["joins", "leaves"] as const).map((kind) => (
          <section key={kind}>
            <h3 className="font-semibold">
              {t(`title.${kind}`)}{" "}
              <span className="text-sm font-normal text-ink-hint">{changes[kind].length}</span>
            </h3>
            {changes[kind].length === 0 ? (
              <p className="text-ink-hint">{t("empty.pool")}</p>
            ) : (
              people(changes[kind], kind === "leaves")
            )}
          </section>
        ))}
      </div>
      {mayPrepare && (
        <CommandForm
          action={redrawPool}
          messages={await formMessages("reviews")}
          className="no-print mt-3"
          aria-label={t("title.redraw")}
        >
          <input type="hidden" name="id" value={position.id} />
          <input type="hidden" name="rowVersion" value={position.rowVersion} />
          <FormActions>
            <SubmitButton>{t("action.redraw")}</SubmitButton>
          </FormActions>
        </CommandForm>
      )}
    </Panel>
  );
}

/** What was corrected, by whom and why; each with what stood before. */
export async function ChangesPanel({ changes }: { changes: PositionChange[] }) {
  if (changes.length === 0) return null;
  const t = await getTranslations("reviews");
  const m = await marks();
  const { rule } = await reviewWords();
  const lines = ({ before, after }: PositionChange): string[] =>
    changedFacts(before, after).flatMap((fact) => {
      if (fact !== "requirements") {
        const word = (facts: PositionChange["before"]) =>
          fact === "unitId"
            ? facts.unitName
            : fact === "tier"
              ? t(`status.${facts.tier as "TEAM"}`)
              : String(facts[fact]);
        const label = {
          unitId: "unit",
          title: "postTitle",
          level: "level",
          tier: "tier",
          places: "places",
        } as const;
        return [`${t(`field.${label[fact]}`)}${m.says}${word(before)} → ${word(after)}`];
      }
      const [then, now] = [rule(before.requirements), rule(after.requirements)];
      return [...new Set([...then, ...now].map(({ key }) => key))].flatMap((key) => {
        const texts = [then, now].map(
          (list) => list.find((one) => one.key === key)?.text ?? t("empty.notAsked"),
        );
        return texts[0] === texts[1] ? [] : [texts.join(" → ")];
      });
    });
  return (
    <Panel title={t("title.changes")} note={await counted("changes", changes.length)}>
      <ul className="divide-y divide-line">
        {changes.map((one) => (
          <li key={one.id} className="py-2">
            <p>
              {cityDay(one.changedAt)} {one.changerName}
              {m.says}
              {one.reason}
            </p>
            <ul className="list-disc pl-5 text-sm">
              {lines(one).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
            {one.needsRedraw && (
              <p className="text-sm text-ink-soft">
                {one.redrawnAt
                  ? t("hint.redrawn", { name: one.redrawerName ?? "", day: cityDay(one.redrawnAt) })
                  : t("hint.notRedrawn")}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

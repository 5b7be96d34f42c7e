import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import type { TolerancePage } from "@/lib/tolerance/queries";

/** What was verified, decided, fed back, appealed and how it ended, each in its person's words. */
export async function Decision({ one }: { one: TolerancePage }) {
  const t = await getTranslations("tolerance");
  const said = (key: "verification" | "decision" | "feedback" | "appeal" | "closing", by?: string) =>
    one[key]
      ? [
          {
            term: t(`field.${key}`),
            value: (
              <>
                <Written as="span">{one[key]}</Written>
                {by && <span className="block text-sm text-ink-soft">{by}</span>}
              </>
            ),
          },
        ]
      : [];
  const items = [
    ...said("verification", one.verifierName ?? t("hint.office")),
    ...(one.outcome ? [{ term: t("field.outcome"), value: t(`status.${one.outcome}`) }] : []),
    ...said("decision", `${one.deciderName ?? t("hint.office")} ${one.decidedOn ?? ""}`),
    ...said("feedback"),
    ...said("appeal"),
    ...said("closing"),
    ...(one.isWithoutLoss === null
      ? []
      : [
          {
            term: t("field.isWithoutLoss"),
            value: t(one.isWithoutLoss ? "hint.withoutLoss" : "hint.withLoss"),
          },
        ]),
  ];
  if (items.length === 0) return null;
  return (
    <Panel title={t("title.decision")}>
      <DescriptionList items={items} />
    </Panel>
  );
}

import { getLocale } from "next-intl/server";
import { BarList } from "@/components/chart/bar-list";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";

type Counted = { id: string; name: string; nameEn: string; isSample: boolean; records: number };

type Props<M extends Counted> = {
  methods: M[];
  /** the records behind a bar */
  hrefOf: (method: M) => string;
  words: { title: string; note: string; unit: string; sample: string };
};

/** How many records each method brought, of a unit or of a cadre. */
export async function MethodBars<M extends Counted>({ methods, hrefOf, words }: Props<M>) {
  const isEnglish = (await getLocale()) === "en";
  return (
    <Panel title={words.title} note={words.note}>
      <SoftLinks>
        <BarList
          caption={words.title}
          hideCaption
          unit={words.unit}
          labelWidth={isEnglish ? "11.5rem" : "8.5rem"}
          bars={methods.map((method) => ({
            key: method.id,
            label: (
              <>
                {isEnglish ? method.nameEn : method.name}
                {method.isSample && <span className="ml-1 text-sm text-ink-hint">{words.sample}</span>}
              </>
            ),
            value: method.records,
            href: hrefOf(method),
          }))}
        />
      </SoftLinks>
    </Panel>
  );
}

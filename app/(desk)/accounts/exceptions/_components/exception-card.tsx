import { getTranslations } from "next-intl/server";
import { decideException, endException } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { marks } from "@/components/punctuation/marks";
import { Badge, type Tone } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import type { ExceptionRow } from "@/lib/accounts/exceptions/queries";
import { type ExceptionState, mayDecide, mayEnd, stateOf } from "@/lib/accounts/exceptions/rules";
import type { Day } from "@/lib/platform/clock";
import { momentText } from "@/lib/platform/clock";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";

const TONES: Record<ExceptionState, Tone> = {
  ASKED: "caution",
  LIVE: "info",
  DECLINED: "neutral",
  ENDED: "neutral",
  EXPIRED: "neutral",
};

/** Who, which second role, why, until when, by whom; and the step that waits. */
export async function ExceptionCard({
  row,
  viewer,
  today,
}: {
  row: ExceptionRow;
  viewer: Viewer;
  today: Day;
}) {
  const m = await marks();
  const t = await getTranslations("exceptions");
  const role = await getTranslations("app.status");
  const messages = await formMessages("exceptions");
  const state = stateOf(row, today);
  const isMine = can(viewer, "exceptions.decide");
  const by = (name: string | null, at: Date | null) =>
    name && at ? `${name}${m.gap}${momentText(at)}` : t("status.nobody");
  return (
    <Panel
      title={t("title.one", { name: row.name, held: role(row.heldRole), added: role(row.addedRole) })}
      note={row.account}
      actions={
        <Badge tone={TONES[state]} icon={true}>
          {t(`status.${state}`)}
        </Badge>
      }
    >
      <DescriptionList
        items={[
          { term: t("field.reason"), value: row.reason },
          { term: t("field.endsOn"), value: row.endsOn },
          { term: t("field.asker"), value: by(row.asker, row.askedAt) },
          { term: t("field.decider"), value: by(row.decider, row.decidedAt) },
          ...(row.ender ? [{ term: t("field.ender"), value: by(row.ender, row.endedAt) }] : []),
        ]}
      />
      {isMine && mayDecide(state, row, viewer.id) && (
        <CommandForm
          action={decideException}
          messages={messages}
          aria-label={t("title.decide", { name: row.name })}
          className="mt-3 flex flex-col gap-2"
        >
          <input type="hidden" name="id" value={row.id} />
          <FormActions>
            <SubmitButton name="isConfirmed" value="true">
              {t("action.confirm")}
            </SubmitButton>
            <SubmitButton name="isConfirmed" value="false" variant="secondary">
              {t("action.decline")}
            </SubmitButton>
          </FormActions>
        </CommandForm>
      )}
      {isMine && mayEnd(state, row, viewer.id) && (
        <CommandForm
          action={endException}
          messages={messages}
          aria-label={t("title.end", { name: row.name })}
          className="mt-3 flex flex-col gap-2"
        >
          <input type="hidden" name="id" value={row.id} />
          <FormActions>
            <SubmitButton variant="danger">
              {t(state === "LIVE" ? "action.end" : "action.withdraw")}
            </SubmitButton>
          </FormActions>
        </CommandForm>
      )}
    </Panel>
  );
}

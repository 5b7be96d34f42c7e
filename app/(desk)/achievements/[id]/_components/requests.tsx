import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { addSource, requestSource } from "@/app/_actions/achievements";
import { closeFollowUp } from "@/app/_actions/follow-ups";
import { followUpWords } from "@/app/_shared/follow-up-words";
import { formMessages } from "@/app/_shared/form-messages";
import { requestTitle } from "@/components/achievement/request-title";
import { DueBadge } from "@/components/follow-up/due-badge";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { AchievementPage } from "@/lib/achievements/queries";
import type { ClaimRequest } from "@/lib/achievements/requests/queries";
import type { Askable } from "@/lib/achievements/requests/rules";
import { isEnded } from "@/lib/achievements/rules";
import { LIMITS } from "@/lib/observations/schema";
import type { Day } from "@/lib/platform/clock";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";

type Props = {
  claim: AchievementPage;
  requests: ClaimRequest[];
  askable: Askable[];
  viewer: Viewer;
  /** a request's day where nobody says otherwise */
  dueOn: Day;
  today: Day;
};

/** 核实请求: what was asked of whom, what came of it; and one more, filled in so that a click sends it. */
export async function Requests({ claim, requests, askable, viewer, dueOn, today }: Props) {
  const t = await getTranslations("achievements");
  const isReviewer = can(viewer, "achievements.decide");
  // an observer of the unit takes it on for themselves
  const whom = isReviewer
    ? askable
    : askable.filter((one) => one.ownerId === viewer.id && one.unitId === claim.unitId);
  const mayAsk = !isEnded(claim.state) && can(viewer, "achievements.draft") && whom.length > 0;
  if (requests.length === 0 && !mayAsk && !(isReviewer && !isEnded(claim.state))) return null;
  return (
    <Panel title={t("title.requests")} id="requests">
      {requests.length > 0 && (
        <ul className="mb-3 flex flex-col divide-y divide-line">
          {requests.map((one) => (
            <Request key={one.id} request={one} claim={claim} viewer={viewer} today={today} />
          ))}
        </ul>
      )}
      {mayAsk ? (
        <Ask
          claim={claim}
          whom={whom}
          isReviewer={isReviewer}
          isOpen={requests.length === 0}
          dueOn={dueOn}
          today={today}
        />
      ) : (
        isReviewer && !isEnded(claim.state) && <p className="text-ink-soft">{t("empty.askable")}</p>
      )}
    </Panel>
  );
}

async function Ask({
  claim,
  whom,
  isReviewer,
  isOpen,
  dueOn,
  today,
}: {
  claim: AchievementPage;
  whom: Askable[];
  isReviewer: boolean;
  isOpen: boolean;
  dueOn: Day;
  today: Day;
}) {
  const m = await marks();
  const t = await getTranslations("achievements");
  const ask = t(isReviewer ? "action.request" : "action.followUp");
  const mark = (one: Askable) =>
    one.isAsked ? t("hint.alreadyAsked") : one.isInvolved ? t("hint.involved") : "";
  return (
    <details open={isOpen} className="no-print">
      <summary className="inline-flex min-h-7 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
        {ask}
      </summary>
      <CommandForm
        action={requestSource}
        messages={await formMessages("achievements")}
        resetOnSuccess
        className="mt-2 flex flex-col gap-3"
      >
        <input type="hidden" name="id" value={randomUUID()} />
        <input type="hidden" name="achievementId" value={claim.id} />
        {isReviewer ? (
          <SelectField
            name="whom"
            label={t("field.whom")}
            options={whom.map((one) => ({
              value: `${one.unitId}:${one.ownerId}`,
              label: [one.ownerName, one.unitName, mark(one)].filter(Boolean).join(m.gap),
            }))}
          />
        ) : (
          <input type="hidden" name="whom" value={`${whom[0]?.unitId}:${whom[0]?.ownerId}`} />
        )}
        <TextArea
          name="title"
          label={t("field.requestTitle")}
          hint={claim.confidentiality > 1 ? t("hint.requestConfidential") : undefined}
          rows={3}
          limit={LIMITS.followUp}
          defaultValue={await requestTitle(claim)}
          required
        />
        <DateField name="dueOn" label={t("field.dueOn")} min={today} defaultValue={dueOn} required />
        <div>
          <SubmitButton>{ask}</SubmitButton>
        </div>
      </CommandForm>
    </details>
  );
}

async function Request({
  request,
  claim,
  viewer,
  today,
}: {
  request: ClaimRequest;
  claim: AchievementPage;
  viewer: Viewer;
  today: Day;
}) {
  const t = await getTranslations("achievements");
  const words = await followUpWords();
  const { answer } = request;
  const isMine = request.ownerId === viewer.id || request.askedById === viewer.id;
  return (
    <li className="py-2 first:pt-0">
      <p className="break-words">{request.title}</p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
        {request.doneOn ? (
          <Badge tone="positive" icon>
            {t("status.answered")}
          </Badge>
        ) : (
          <DueBadge dueOn={request.dueOn} today={today} words={words.due} />
        )}
        <span>
          {request.askedByName
            ? t("hint.asked", { by: request.askedByName, name: request.ownerName, day: request.askedOn })
            : t("hint.takenOn", { name: request.ownerName, day: request.askedOn })}
        </span>
        {request.isOfMerged && <span>{t("hint.ofMerged")}</span>}
      </p>
      {request.outcome && (
        <p className="mt-0.5 break-words whitespace-pre-line">
          {t("hint.answeredOn", {
            day: request.doneOn ?? "",
            name: request.closedByName ?? request.ownerName,
          })}
          {request.outcome}
        </p>
      )}
      {answer && <Answer answer={answer} claim={claim} viewer={viewer} />}
      {!request.doneOn && isMine && <Close request={request} viewer={viewer} />}
    </li>
  );
}

/** The record that answers: opened, and made a source with one click where it may be one. */
async function Answer({
  answer,
  claim,
  viewer,
}: {
  answer: NonNullable<ClaimRequest["answer"]>;
  claim: AchievementPage;
  viewer: Viewer;
}) {
  const t = await getTranslations("achievements");
  const name = (await getLocale()) === "en" ? answer.methodNameEn : answer.methodName;
  const isAccepted = answer.state === "ACCEPTED" || answer.state === "ARCHIVED";
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
      <a href={`/observations/${answer.id}`} className="font-medium text-accent hover:underline">
        {t("hint.answerRecord", { day: answer.on, method: name })}
      </a>
      {answer.isSource ? (
        <Badge tone="positive" icon>
          {t("status.isSource")}
        </Badge>
      ) : isAccepted && can(viewer, "achievements.draft") && !isEnded(claim.state) ? (
        <CommandForm action={addSource} messages={await formMessages("achievements")} className="no-print">
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="achievementId" value={claim.id} />
          <input type="hidden" name="observationId" value={answer.id} />
          <input type="hidden" name="supports" value="true" />
          <input type="hidden" name="isIndependent" value="true" />
          <SubmitButton variant="secondary" size="sm">
            {t("action.answerAsSource")}
          </SubmitButton>
        </CommandForm>
      ) : (
        !isAccepted && <Badge>{t("status.answerNotAccepted")}</Badge>
      )}
    </div>
  );
}

async function Close({ request, viewer }: { request: ClaimRequest; viewer: Viewer }) {
  const t = await getTranslations("achievements");
  const isOwner = request.ownerId === viewer.id;
  const close = t(isOwner ? "action.closeRequest" : "action.takeBack");
  return (
    <details className="no-print">
      <summary className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11">
        {close}
      </summary>
      <CommandForm
        action={closeFollowUp}
        messages={await formMessages("observations")}
        className="mt-1 flex flex-wrap items-end gap-2"
      >
        <input type="hidden" name="id" value={request.id} />
        <TextField
          name="outcome"
          label={t(isOwner ? "field.outcome" : "field.reason")}
          className="min-w-[12rem] flex-1"
          required
        />
        <SubmitButton variant="secondary">{close}</SubmitButton>
      </CommandForm>
    </details>
  );
}

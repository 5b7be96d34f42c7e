import { getLocale, getTranslations } from "next-intl/server";
import { endConductItem, withdrawConductItem, wordConductItem } from "@/app/_actions/conduct";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SidePanel } from "@/components/ui/side-panel";
import type { Wording } from "@/lib/conduct/queries";
import { isComing, isInForce, type Place, placeKey } from "@/lib/conduct/rules";
import { type ConductFilter, LIMITS } from "@/lib/conduct/schema";
import { addDays, type Day } from "@/lib/platform/clock";
import { conductHref } from "./address";

type Props = { place: Place; wordings: Wording[]; today: Day; filter: ConductFilter };

/** One place: another wording from a day on, or none any more. */
export async function PlacePanel({ place, wordings, today, filter }: Props) {
  const t = await getTranslations("conduct");
  const isEnglish = (await getLocale()) === "en";
  const here = wordings.filter((one) => one.list === place.list && one.position === place.position);
  const item = here.find((one) => isInForce(one, today));
  const coming = here.find((one) => isComing(one, today));
  const messages = await formMessages("conduct");
  const back = conductHref(filter);
  const title = t(item ? "title.word" : "title.fill", { position: place.position });
  return (
    <SidePanel
      title={`${t(`title.${place.list.toLowerCase()}`)} · ${title}`}
      closeHref={back}
      closeLabel={t("action.close")}
    >
      {coming ? (
        <>
          <Notice>
            {t("hint.pending", { day: coming.startsOn, text: isEnglish ? coming.textEn : coming.text })}
          </Notice>
          <CommandForm
            key={coming.id}
            action={withdrawConductItem}
            messages={messages}
            successHref={conductHref(filter, { saved: "withdrawn" })}
            aria-label={t("title.withdraw")}
          >
            <p className="text-sm text-ink-soft">{t(item ? "hint.withdraw" : "hint.withdrawEmpty")}</p>
            <input type="hidden" name="id" value={coming.id} />
            <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={2} required />
            <FormActions>
              <SubmitButton variant="danger">{t("action.withdraw")}</SubmitButton>
              <ButtonLink variant="quiet" href={back} scroll={false}>
                {t("action.back")}
              </ButtonLink>
            </FormActions>
          </CommandForm>
        </>
      ) : (
        <CommandForm
          key={placeKey(place)}
          action={wordConductItem}
          messages={messages}
          successHref={conductHref(filter, { saved: "worded" })}
          aria-label={title}
        >
          <input type="hidden" name="list" value={place.list} />
          <input type="hidden" name="position" value={place.position} />
          <TextArea
            name="text"
            label={t("field.text")}
            defaultValue={item?.isSample ? "" : item?.text}
            limit={LIMITS.text}
            rows={3}
            required
          />
          <TextArea
            name="textEn"
            label={t("field.textEn")}
            hint={t("hint.textEn")}
            defaultValue={item?.isSample ? "" : item?.textEn}
            limit={LIMITS.text}
            rows={2}
          />
          <DateField
            name="startsOn"
            label={t("field.startsOn")}
            hint={t("hint.startsOn")}
            defaultValue={addDays(today, 1)}
            min={addDays(today, 1)}
            required
          />
          <TextArea
            name="reason"
            label={t("field.reason")}
            hint={t("hint.reason")}
            limit={LIMITS.reason}
            rows={2}
            required
          />
          <FormActions>
            <SubmitButton>{t("action.save")}</SubmitButton>
            <ButtonLink variant="quiet" href={back} scroll={false}>
              {t("action.back")}
            </ButtonLink>
          </FormActions>
        </CommandForm>
      )}
      {item && !item.endsOn && (
        <section className="border-t border-line pt-4">
          <h3 className="mb-2 font-semibold">{t("title.end")}</h3>
          <CommandForm
            action={endConductItem}
            messages={messages}
            successHref={conductHref(filter, { saved: "ended" })}
            aria-label={t("title.end")}
          >
            <input type="hidden" name="id" value={item.id} />
            <DateField name="endsOn" label={t("field.endsOn")} defaultValue={today} min={today} required />
            <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={2} required />
            <FormActions>
              <SubmitButton variant="danger">{t("action.end")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </section>
      )}
    </SidePanel>
  );
}

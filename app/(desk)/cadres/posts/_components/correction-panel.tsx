import { getTranslations } from "next-intl/server";
import { correctPost } from "@/app/_actions/roster";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { TIERS } from "@/lib/cadres/schema";
import type { Day } from "@/lib/platform/clock";
import type { CorrectedPost, PostCorrection } from "@/lib/roster/posts/queries";
import { factsBefore, seenOf } from "@/lib/roster/posts/rules";
import { POST_LIMITS } from "@/lib/roster/posts/schema";

type Props = {
  post: CorrectedPost;
  /** the form begins with what stood there before this correction */
  former: PostCorrection | undefined;
  today: Day;
  href: (over?: Record<string, string>) => string;
};

export async function CorrectionPanel({ post, former, today, href }: Props) {
  const t = await getTranslations("roster");
  const words = await getTranslations("cadres");
  const first = former ? factsBefore(post, former.before) : post;
  const title = t(former ? "title.restorePost" : "title.correctPost", {
    post: `${post.unitName} ${post.title}`,
  });
  const isOpen = post.endsOn === null || post.endsOn >= today;
  return (
    <SidePanel title={title} closeHref={href()} closeLabel={t("action.close")}>
      <CommandForm
        key={`${former?.id} ${seenOf(post)}`}
        action={correctPost}
        messages={await formMessages("roster")}
        successHref={href({ saved: "1" })}
        failureActions={{ stale: <a href={href({ post: post.id })}>{t("action.again")}</a> }}
        aria-label={title}
      >
        <p className="text-ink-soft">{t("hint.correctPost")}</p>
        <input type="hidden" name="holdingId" value={post.id} />
        <input type="hidden" name="seen" value={seenOf(post)} />
        <TextField
          name="title"
          label={t("field.postTitle")}
          defaultValue={first.title}
          maxLength={POST_LIMITS.title}
          required
        />
        <TextField
          name="level"
          label={words("field.level")}
          defaultValue={first.level}
          maxLength={POST_LIMITS.level}
          required
        />
        <SelectField
          name="tier"
          label={words("field.tier")}
          defaultValue={first.tier}
          options={TIERS.map((tier) => ({
            value: tier,
            label: words(`status.${tier.toLowerCase() as Lowercase<typeof tier>}`),
          }))}
          required
        />
        <DateField name="startsOn" label={t("field.postFrom")} defaultValue={first.startsOn} required />
        {isOpen ? (
          <>
            <input type="hidden" name="endsOn" value={post.endsOn ?? ""} />
            <p className="text-sm text-ink-soft">{t("hint.postOpen")}</p>
          </>
        ) : (
          <DateField
            name="endsOn"
            label={t("field.postUntil")}
            defaultValue={first.endsOn ?? undefined}
            required
          />
        )}
        <TextArea name="reason" label={t("field.bulkReason")} limit={POST_LIMITS.reason} rows={2} required />
        <FormActions>
          <SubmitButton>{t("action.savePost")}</SubmitButton>
          <ButtonLink variant="quiet" href={href()} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}

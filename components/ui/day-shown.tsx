/** A page that can show another day than today: the form that asks for one, and the line that says so. */
import { Button, ButtonLink } from "./button";
import { Notice } from "./notice";

type Day = string;
type FormProps = {
  /** the page itself; it reads the day as `on` */
  href: string;
  on: Day;
  words: { form: string; field: string; show: string };
};

export function DayForm({ href, on, words }: FormProps) {
  const id = `${href.slice(1)}-on`;
  return (
    <form method="get" action={href} aria-label={words.form} className="flex items-center gap-1.5">
      <label htmlFor={id} className="text-sm whitespace-nowrap text-ink-soft">
        {words.field}
      </label>
      <input id={id} type="date" name="on" defaultValue={on} className="control max-w-[9.5rem]" />
      <Button type="submit">{words.show}</Button>
    </form>
  );
}

export const OtherDayNotice = ({
  href,
  back,
  children,
}: {
  href: string;
  back: string;
  children: string;
}) => (
  <Notice
    kind="caution"
    className="mb-3"
    actions={
      <ButtonLink size="sm" href={href}>
        {back}
      </ButtonLink>
    }
  >
    {children}
  </Notice>
);

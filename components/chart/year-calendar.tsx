import { SoftLinks } from "../ui/soft-links";
import { escapeHtml, safeHref } from "./html";

export type CalendarCell = {
  /** what stands in the cell: the day of the month */
  text: string;
  /** A named day carries its sign, so that colour is never the only mark; `spoken` says it in full. */
  mark?: { tone: "off" | "work"; sign: string; name: string; spoken: string };
  isWeekend?: boolean;
  isToday?: boolean;
  isOpen?: boolean;
  /** where the day is set, and how the link is called: "10月1日" */
  link?: { href: string; label: string };
};

type Props = {
  weekdays: readonly string[];
  /** Weeks begin on Monday; `null` is a day of another month. */
  months: readonly { key: string; name: string; weeks: readonly (readonly (CalendarCell | null)[])[] }[];
};

/**
 * Twelve months as tables. Their cells are one string a month, as a heat map's are: as elements with a link component
 * each the page weighed three times as much. All text is escaped in html.ts.
 */
export function YearCalendar({ weekdays, months }: Props) {
  const head = weekdays.map((weekday) => `<th scope="col">${escapeHtml(weekday)}</th>`).join("");
  return (
    <SoftLinks
      scroll={false}
      className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4"
    >
      {months.map(({ key, name, weeks }) => (
        <table
          key={key}
          className="cal keep-together"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: built here, every part escaped
          dangerouslySetInnerHTML={{
            __html:
              `<caption>${escapeHtml(name)}</caption><thead><tr>${head}</tr></thead>` +
              `<tbody>${weeks.map((week) => `<tr>${week.map(cellHtml).join("")}</tr>`).join("")}</tbody>`,
          }}
        />
      ))}
    </SoftLinks>
  );
}

function cellHtml(cell: CalendarCell | null): string {
  if (!cell) return "<td></td>";
  const { text, mark, isWeekend, isToday, isOpen, link } = cell;
  const look = [mark ? mark.tone : isWeekend && "weekend", isToday && "today", isOpen && "open"].filter(
    Boolean,
  );
  const attributes =
    (look.length > 0 ? ` class="${look.join(" ")}"` : "") + (isToday ? ` aria-current="date"` : "");
  const sign = mark ? `<small aria-hidden="true">${escapeHtml(mark.sign)}</small>` : "";
  const title = mark ? ` title="${escapeHtml(mark.name)}"` : "";
  const shown = escapeHtml(text) + sign;
  if (!link) {
    const spoken = mark ? `<span class="sr-only">${escapeHtml(mark.spoken)}</span>` : "";
    return `<td${attributes}${title}>${shown}${spoken}</td>`;
  }
  const label = mark ? `${link.label} ${mark.spoken}` : link.label;
  return `<td${attributes}><a href="${safeHref(link.href)}" aria-label="${escapeHtml(label)}"${title}>${shown}</a></td>`;
}

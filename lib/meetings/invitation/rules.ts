/**
 * The invitation as a calendar file (RFC 5545, RFC 5546). Published, not a request for an answer: nobody's address
 * stands in it, and nothing is required of a unit. Times are UTC, so that no calendar needs our zone; the same meeting
 * keeps its UID, and a later file its higher SEQUENCE replaces the earlier one.
 */
export type Invitation = {
  id: string;
  title: string;
  place: string;
  /** the agenda and who comes, one a line */
  lines: readonly string[];
  startsAt: Date;
  endsAt: Date;
  sequence: number;
  /** when the invitation last changed */
  changedAt: Date;
  isCancelled: boolean;
  /** who convenes, as a name */
  organizer: string;
  href: string;
};

const utc = (moment: Date): string =>
  moment
    .toISOString()
    .replaceAll(/[-:]/g, "")
    .replace(/\.\d{3}/, "");

/** TEXT values: backslash, semicolon, comma and line ends are escaped; other control characters have no place. */
const escaped = (text: string): string =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll(";", "\\;")
    .replaceAll(",", "\\,")
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, "");

/** A quoted parameter value holds no quotation mark. */
const quoted = (text: string): string => `"${escaped(text).replaceAll('"', "'").replaceAll("\\", "")}"`;

const OCTETS = 75;
/** Lines of at most 75 octets; the next begins with a space, and no character is cut in two. */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > OCTETS) {
      parts.push(part);
      part = "";
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join("\r\n ");
}

export function calendarFile(invitation: Invitation): string {
  const { id, isCancelled, lines } = invitation;
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Frontline Observer//Coordination meetings//ZH",
    "CALSCALE:GREGORIAN",
    `METHOD:${isCancelled ? "CANCEL" : "PUBLISH"}`,
    "BEGIN:VEVENT",
    `UID:${id}`,
    `DTSTAMP:${utc(invitation.changedAt)}`,
    `SEQUENCE:${invitation.sequence}`,
    `STATUS:${isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    `DTSTART:${utc(invitation.startsAt)}`,
    `DTEND:${utc(invitation.endsAt)}`,
    `SUMMARY:${escaped(invitation.title)}`,
    `LOCATION:${escaped(invitation.place)}`,
    `DESCRIPTION:${escaped(lines.join("\n"))}`,
    `ORGANIZER;CN=${quoted(invitation.organizer)}:urn:uuid:${id}`,
    `URL:${invitation.href}`,
    "CLASS:PRIVATE",
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
}

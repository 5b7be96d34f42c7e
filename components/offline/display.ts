/** How the phone shows its pages: kept on the device, and told to the server so that its own pages look the same. */
export type Display = {
  /** null: the language of the person's account */
  locale: "zh-CN" | "en" | null;
  isLarge: boolean;
  /** when it was chosen */
  at: string;
  /** the server knows */
  isSent: boolean;
};

const KEY = "field-display";
const UNCHANGED: Display = { locale: null, isLarge: false, at: "", isSent: true };

export function readDisplay(): Display {
  try {
    const stored: Partial<Display> = JSON.parse(window.localStorage.getItem(KEY) ?? "{}");
    return { ...UNCHANGED, ...stored };
  } catch {
    return UNCHANGED;
  }
}

function keep(display: Display): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(display));
  } catch {
    // storage is switched off: it holds for this page
  }
}

export function chooseDisplay(chosen: Partial<Pick<Display, "locale" | "isLarge">>): Display {
  const display = { ...readDisplay(), ...chosen, at: new Date().toISOString(), isSent: false };
  keep(display);
  showDisplay(display);
  return display;
}

export function showDisplay({ isLarge }: Pick<Display, "isLarge">): void {
  if (isLarge) document.documentElement.dataset.text = "large";
  else delete document.documentElement.dataset.text;
}

/** Whether the server knows it now; without a network it is told with the next kit. */
export async function sendDisplay(): Promise<boolean> {
  const display = readDisplay();
  if (display.isSent) return true;
  const answer = await fetch("/api/v1/display", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      text: display.isLarge ? "large" : "normal",
      ...(display.locale && { locale: display.locale }),
    }),
  }).catch(() => null);
  if (!answer?.ok) return false;
  // it may have been changed again meanwhile
  if (readDisplay().at === display.at) keep({ ...display, isSent: true });
  return true;
}

/** The account's language, unless this device chose another that the kit cannot know yet. */
export function localeOf(kit: { takenAt: string; viewer: { locale: "zh-CN" | "en" } }, display: Display) {
  const isNewer = display.locale !== null && (!display.isSent || display.at > kit.takenAt);
  return isNewer && display.locale ? display.locale : kit.viewer.locale;
}

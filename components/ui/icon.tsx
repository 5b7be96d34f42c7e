import type { SVGProps } from "react";

/** Drawn on a 20 × 20 grid with one stroke width, so that they sit well beside 14 px text. */
const PATHS = {
  home: "M3 9.5 10 3.5l7 6M5 8.5V16.5h10V8.5M8.5 16.5v-4.5h3v4.5",
  list: "M7.5 5h9M7.5 10h9M7.5 15h9M3 5h1M3 10h1M3 15h1",
  unit: "M3.5 17h13M5 17V4h6v13M11 8h4v9M7.2 7h1.6M7.2 10h1.6M7.2 13h1.6",
  people:
    "M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM2.5 16.5c.4-3 2.4-4.5 5-4.500s4.6 1.5 5 4.500M13 4.300a2.6 2.6 0 0 1 0 5M14.5 12.300c1.7.6 2.7 2 3 4.2",
  person: "M10 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 17c.5-3.3 2.8-5 6-5s5.5 1.7 6 5",
  file: "M5 3h6.500L15.5 7v10H5ZM11.5 3v4h4M7.5 11h5.500M7.5 14h3.5",
  folder: "M3 5.500h5l1.5 2H17V16H3Z",
  check: "m4 10.5 4 4 8-9",
  checkCircle: "M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM6.8 10.300l2.3 2.3 4.2-4.7",
  return: "M8 5 3.5 9.5 8 14M4 9.500h7.500a4.5 4.5 0 0 1 4.5 4.500v1.5",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  search: "M9 14.500a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4",
  filter: "M3 4.500h14L11.8 11v5l-3.6-1.800V11Z",
  calendar: "M3.5 5h13v11.500h-13ZM3.5 8.500h13M7 3v3.500M13 3v3.5",
  clock: "M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 5.800V10l3 2",
  warning: "M10 3 18 16.500H2ZM10 8v4M10 14.200h.01",
  info: "M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9.200v4.600M10 6.400h.01",
  error: "M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM7.5 7.500l5 5M12.5 7.500l-5 5",
  eye: "M1.8 10C3.8 6.5 6.6 4.8 10 4.800s6.2 1.7 8.2 5.200c-2 3.5-4.8 5.2-8.2 5.200S3.8 13.5 1.8 10ZM10 12.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  pen: "M4 13.2 13.5 3.700l2.8 2.800L6.8 16 3.3 16.700ZM11.5 5.700l2.8 2.8",
  trash: "M4 5.500h12M8 5.500V3.500h4v2M5.5 5.500l.7 11.500h7.600l.7-11.500M8.5 8.500v5.500M11.5 8.500v5.5",
  chevronLeft: "m12 4.5-5.5 5.5 5.5 5.5",
  chevronRight: "m8 4.5 5.5 5.500L8 15.5",
  chevronUp: "m4.5 12.5 5.5-5.5 5.5 5.5",
  chevronDown: "m4.5 7.5 5.5 5.5 5.5-5.5",
  arrowRight: "M3.5 10h13M11.5 5l5 5-5 5",
  print: "M6 7V3h8v4M6 14H3V7h14v7h-3M6 11.500h8V17H6Z",
  download: "M10 3v9.500M6 9l4 4 4-4M3.5 16.500h13",
  upload: "M10 13V3.500M6 7l4-4 4 4M3.5 16.500h13",
  phone: "M6 2.500h8v15H6ZM9 15h2",
  shield: "M10 2.5 16.5 5v4.500c0 4-2.6 6.7-6.5 8-3.9-1.3-6.5-4-6.5-8V5ZM7.2 9.800l2 2 3.6-3.8",
  signOut: "M12 3.500H4v13h8M8.5 10H17M14 7l3 3-3 3",
  language:
    "M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM2.5 10h15M10 2.500c2.3 2.3 3.3 4.8 3.3 7.500s-1 5.2-3.3 7.500c-2.3-2.3-3.3-4.8-3.3-7.500s1-5.2 3.3-7.500Z",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  close: "m5 5 10 10M15 5 5 15",
  link: "M8.5 11.500a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.300l-1 1M11.5 8.500a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.300l1-1",
  map: "m3 5 4.5-1.8 5 1.800L17 3.200v11.800l-4.5 1.8-5-1.800L3 16.800ZM7.5 3.200V15M12.5 5v11.8",
  chart: "M3.5 3.500v13h13M7 13.500V10M10.5 13.500V6M14 13.500V8.5",
  scale: "M10 3v14M6 17h8M4 5.500h12M4 5.5 2 11h4ZM16 5.5 14 11h4Z",
  flag: "M5 17.500V3M5 3.500h10l-2 3.5 2 3.500H5",
  mail: "M3 5h14v10.500H3ZM3 5.500l7 5.500 7-5.5",
  bell: "M5 13.500V9a5 5 0 0 1 10 0v4.500l1.5 1.500h-13ZM8.5 17h3",
  camera: "M3 6.500h3.500L8 4.500h4l1.5 2H17V16H3ZM10 13.700a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.400Z",
  swap: "M4 7h12M12.5 3.5 16 7l-3.5 3.500M16 13H4M7.5 9.5 4 13l3.5 3.5",
  lock: "M4.5 9h11v8h-11ZM7 9V6.500a3 3 0 0 1 6 0V9M10 12.200v1.8",
  settings: "M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  sent: "M3 10 17 3.5 13.5 17l-3.5-5ZM10 12l7-8.5",
} as const;

export type IconName = keyof typeof PATHS;

type Props = Omit<SVGProps<SVGSVGElement>, "name"> & {
  name: IconName;
  /** Spoken name; leave it out where text stands beside the icon. */
  label?: string;
};

export function Icon({ name, label, className = "size-4", ...rest }: Props) {
  const spoken = label ? { role: "img", "aria-label": label } : { "aria-hidden": true as const };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: hidden, or named by aria-label
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 2.4 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
      {...spoken}
      {...rest}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

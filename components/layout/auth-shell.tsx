import type { ReactNode } from "react";
import { Icon } from "../ui/icon";
import { BrandMark } from "./brand-mark";

type Props = {
  name: string;
  /** One short sentence on what the place is for. */
  sentence: ReactNode;
  banner: ReactNode;
  /** Language switch. */
  tools?: ReactNode;
  footer?: ReactNode;
  /** How many cells the drawing has: as many as there are units. */
  cells?: number;
  children: ReactNode;
};

export function AuthShell({ name, sentence, banner, tools, footer, cells = 95, children }: Props) {
  return (
    <div data-shell="auth" className="flex min-h-dvh flex-col">
      <header className="flex min-h-6 items-center justify-center gap-1.5 bg-accent-deep px-3 text-xs tracking-wider text-white">
        <Icon name="shield" className="size-3.5" />
        {banner}
      </header>
      <div className="grid flex-1 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
        <section
          aria-label={name}
          className="relative flex flex-col justify-between gap-8 overflow-hidden bg-accent px-6 py-6 text-white lg:px-14 lg:py-12"
        >
          <div className="flex items-center gap-3">
            <BrandMark className="size-7" />
            <span className="font-serif text-xl font-bold tracking-widest">{name}</span>
          </div>
          <CellField count={cells} />
          <p className="max-w-[24em] font-serif text-balance text-lg leading-8 lg:text-xl lg:leading-10">
            {sentence}
          </p>
        </section>
        <div className="flex flex-col px-6 py-6 lg:px-14">
          <div className="flex min-h-9 justify-end">{tools}</div>
          <main id="main" className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-6">
            {children}
          </main>
          {footer && <footer className="text-center text-sm text-ink-hint">{footer}</footer>}
        </div>
      </div>
    </div>
  );
}

/** One small cell for each unit; a few are lit, as if someone were there today. */
function CellField({ count }: { count: number }) {
  const columns = 19;
  const step = 26;
  return (
    <svg
      viewBox={`0 0 ${columns * step} ${Math.ceil(count / columns) * step}`}
      aria-hidden
      className="w-full max-w-[40rem] max-lg:hidden"
    >
      {Array.from({ length: count }, (_, index) => {
        // A fixed scatter: the same picture at each visit.
        const seed = (index * 7919 + 104729) % 97;
        const opacity = seed < 9 ? 0.95 : seed < 26 ? 0.45 : 0.14;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing
            key={index}
            x={(index % columns) * step + 3}
            y={Math.floor(index / columns) * step + 3}
            width={step - 6}
            height={step - 6}
            rx="2"
            fill="#fff"
            fillOpacity={opacity}
          />
        );
      })}
    </svg>
  );
}

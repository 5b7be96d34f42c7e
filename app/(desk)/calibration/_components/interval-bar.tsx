/** Wide enough for what thirty lines leave open. */
const REACH = 3;
const WIDTH = 180;
const HEIGHT = 16;
const x = (value: number): number =>
  ((Math.max(-REACH, Math.min(REACH, value)) + REACH) / (2 * REACH)) * WIDTH;

/** An interval around the department's mean, which is the line in the middle; the words beside it say the same. */
export function IntervalBar({ value, low, high }: { value: number; low: number; high: number }) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="print-color shrink-0"
    >
      <rect x={0} y={HEIGHT / 2 - 0.5} width={WIDTH} height={1} className="fill-line-strong" />
      <rect x={WIDTH / 2 - 0.5} y={0} width={1} height={HEIGHT} className="fill-ink-soft" />
      <rect
        x={x(low)}
        y={HEIGHT / 2 - 2.5}
        width={Math.max(2, x(high) - x(low))}
        height={5}
        className="fill-ramp-3"
      />
      <circle cx={x(value)} cy={HEIGHT / 2} r={4} className="fill-ramp-5" />
    </svg>
  );
}

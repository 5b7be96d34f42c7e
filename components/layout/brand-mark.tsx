/** Nine cells, three of them lit: one observer among the units. */
export function BrandMark({ className = "size-6" }: { className?: string }) {
  const lit = new Set([1, 3, 8]);
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={`shrink-0 ${className}`}>
      {Array.from({ length: 9 }, (_, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing
          key={index}
          x={1 + (index % 3) * 7.75}
          y={1 + Math.floor(index / 3) * 7.75}
          width="6.5"
          height="6.5"
          rx="1"
          fill="currentColor"
          opacity={lit.has(index) ? 1 : 0.28}
        />
      ))}
    </svg>
  );
}

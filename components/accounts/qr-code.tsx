import type { QrDrawing } from "@/lib/platform/qr";

/** Drawn on the server as one path; black on white whatever the page's colours, so that a camera reads it. */
export function QrCode({
  drawing,
  label,
  className,
}: {
  drawing: QrDrawing;
  label: string;
  className?: string;
}) {
  return (
    <svg
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={drawing.size} height={drawing.size} fill="#fff" />
      <path d={drawing.path} fill="#000" />
    </svg>
  );
}

/**
 * Who looks, from where, when, and the trace number: tiled over the whole page, on paper too.
 * Made on the server as one SVG data URI; it takes no clicks and screen readers pass it by.
 */
export function Watermark({ lines, opacity = 0.1 }: { lines: string[]; opacity?: number }) {
  const width = 340;
  const height = 210;
  const text = lines
    .map((line, index) => `<tspan x="0" dy="${index === 0 ? 0 : 20}">${escapeXml(line)}</tspan>`)
    .join("");
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<text transform="translate(28 150) rotate(-22)" font-size="14" fill="#17211f" fill-opacity="${opacity}" ` +
    `font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif">${text}</text></svg>`;
  return (
    <div
      aria-hidden
      className="watermark pointer-events-none fixed inset-0 z-30"
      style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(svg)}")` }}
    />
  );
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

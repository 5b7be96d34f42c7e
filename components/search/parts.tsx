type Part = { text: string; isHit: boolean };

/** A text with what was sought marked in it. */
export function Parts({ parts }: { parts: readonly Part[] }) {
  return parts.map((part, at) => {
    // a text's parts have no other name than their place
    const key = `${at}${part.text}`;
    return part.isHit ? (
      <mark key={key} className="bg-caution-soft text-inherit">
        {part.text}
      </mark>
    ) : (
      <span key={key}>{part.text}</span>
    );
  });
}

/** A reload finds the same draft again. */
export function showInAddress(draftId: string) {
  const address = new URL(window.location.href);
  if (address.searchParams.get("draft") === draftId) return;
  address.searchParams.set("draft", draftId);
  // null: the router then takes the new address for its own
  window.history.replaceState(null, "", address);
}

export function hideFromAddress() {
  const address = new URL(window.location.href);
  address.searchParams.delete("draft");
  // null: the router then takes the new address for its own
  window.history.replaceState(null, "", address);
}

"use client";

import { useEffect, useState } from "react";
import { onRead } from "../notice/mark-read";

/** Unread notices at the tab: goes down as they are read on the page above it. */
export function InboxCount({ unread: known }: { unread: number }) {
  const [unread, setUnread] = useState(known);
  useEffect(() => setUnread(known), [known]);
  useEffect(() => onRead(setUnread), []);
  return unread > 0 ? unread : null;
}

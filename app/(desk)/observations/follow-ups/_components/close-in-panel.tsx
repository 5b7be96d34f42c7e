"use client";

import { useRouter } from "next/navigation";
import { FollowUpList, type FollowUpListProps } from "@/components/follow-up/follow-up-list";

/** The same as on the phone, for one of the list; the rows beside it are read anew. */
export function CloseInPanel(props: Omit<FollowUpListProps, "onClosed" | "isUnfolded">) {
  const router = useRouter();
  return <FollowUpList {...props} isUnfolded onClosed={() => router.refresh()} />;
}

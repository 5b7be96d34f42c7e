import { SignOutButton } from "@/components/observation/form/sign-out-button";
import type { SignOutWords } from "@/components/observation/form/sign-out-words";
import { Icon } from "@/components/ui/icon";

/** At the right of the first page's bar. */
export function SignOut({ viewerId, words }: { viewerId: string; words: SignOutWords & { label: string } }) {
  return (
    <SignOutButton
      viewerId={viewerId}
      words={words}
      className="flex min-h-11 items-center gap-1 rounded-md px-2.5 text-sm text-ink-soft"
    >
      <Icon name="signOut" className="size-4.5" />
      {words.label}
    </SignOutButton>
  );
}

"use client";

import { catchError, type ErrorInfo } from "next/error";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { digestOf } from "./digest";

type Props = {
  words: {
    title: string;
    hint: string;
    /** takes `{digest}` */
    number: string;
    retry: string;
  };
};

/** A page that breaks keeps its frame: the way elsewhere, and what to tell the administrator. */
export const PageGuard = catchError(function Broken({ words }: Props, { error, retry }: ErrorInfo) {
  const digest = digestOf(error);
  return (
    <div role="alert">
      <EmptyState isPage title={words.title} actions={<Button onClick={() => retry()}>{words.retry}</Button>}>
        <p>{words.hint}</p>
        {digest && <p className="mt-1">{words.number.replace("{digest}", digest)}</p>}
      </EmptyState>
    </div>
  );
});

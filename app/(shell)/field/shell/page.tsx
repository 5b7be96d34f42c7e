import type { FieldText } from "@/components/field/field-words";
import { loadMessages } from "@/lib/platform/messages";
import { FieldApp } from "./_components/field-app";

// its scripts carry the nonce of the request where no worker gives it out
export const dynamic = "force-dynamic";

const opening = async (locale: "zh-CN" | "en") => {
  const { title, hint, action } = (await loadMessages(locale)).field as FieldText;
  return {
    product: title.product,
    title: title.nothingHere,
    text: hint.nothingHere,
    signIn: action.signIn,
    retry: action.retry,
    deniedTitle: title.notMine,
    denied: hint.denied,
  };
};

/** The phone's pages without a server: the worker keeps this one and answers every address under /field with it. */
export default async function ShellPage() {
  return <FieldApp opening={{ "zh-CN": await opening("zh-CN"), en: await opening("en") }} />;
}

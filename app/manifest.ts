import type { MetadataRoute } from "next";
import { loadMessages } from "@/lib/platform/messages";

/** What a phone needs to put the field pages on its home screen. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const app = (await loadMessages("zh-CN")).app as { title: { product: string; sentence: string } };
  return {
    id: "/field",
    name: app.title.product,
    short_name: app.title.product,
    description: app.title.sentence,
    lang: "zh-CN",
    start_url: "/field",
    // signing in and the desk stay inside the installed window
    scope: "/",
    display: "standalone",
    theme_color: "#0e3835",
    background_color: "#f4f6f4",
    icons: [
      { src: "/icons/192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}

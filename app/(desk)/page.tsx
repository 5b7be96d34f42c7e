import { pageViewer } from "@/lib/platform/request";

export default async function HomePage() {
  const viewer = await pageViewer("home.open");
  return <h1>{viewer.name}</h1>;
}

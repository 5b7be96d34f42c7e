import { StatusPage } from "@/app/_shared/status-page";

export default function Forbidden() {
  return <StatusPage kind="forbidden" />;
}

import { StatusPage } from "@/app/_shared/status-page";

export default function NotFound() {
  return <StatusPage kind="notFound" />;
}

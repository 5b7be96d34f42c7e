import { StatusPage } from "@/app/_shared/status-page";

export default function NotFoundPage() {
  return <StatusPage kind="notFound" />;
}

import { endpoint } from "@/app/_shared/endpoint";
import { tableAnswer } from "@/app/_shared/tables/answer";
import { exportAccounts } from "@/lib/tables/commands";

export const GET = endpoint("accounts.manage", ({ viewer, request }) =>
  tableAnswer(viewer, "accounts", request, exportAccounts),
);

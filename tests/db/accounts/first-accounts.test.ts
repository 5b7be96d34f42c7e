import { describe, expect, it } from "vitest";
import { makeFirstAccounts } from "@/scripts/support/first-accounts";
import { withClient } from "@/scripts/support/provision";
import { createPerson } from "../../support/builders";
import { owner } from "../../support/owner";

describe("makeFirstAccounts", () => {
  it("makes nothing where there is anybody", async () => {
    await createPerson("SYSADMIN");
    const before = await owner().query(
      "select from users where account in ('sysadmin', 'secadmin', 'auditor')",
    );
    const made = await withClient(process.env.TEST_DATABASE_URL ?? "", makeFirstAccounts);
    expect(made).toBeNull();
    const after = await owner().query(
      "select from users where account in ('sysadmin', 'secadmin', 'auditor')",
    );
    expect(after.rowCount).toBe(before.rowCount);
  });
});

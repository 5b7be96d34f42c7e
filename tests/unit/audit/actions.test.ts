import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import en from "@/messages/en/audit.json";
import zh from "@/messages/zh-CN/audit.json";

/** Names of commands and of lines that are written outside the pipeline, as the source has them. */
function written(pattern: RegExp): string[] {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  return files.flatMap((name) =>
    Array.from(readFileSync(join("lib", name), "utf8").matchAll(pattern), (found) => found[1] ?? ""),
  );
}

describe("audit words", () => {
  const actions = [
    ...written(/(?:command|commandInSql|accountCommand)\(\{\s*name: "(\w+)"/g),
    ...written(/append_audit\('(\w+)'/g),
    ...written(/appendAudit\(db, "(\w+)"/g),
  ];
  it("have every action in both languages", () => {
    expect(actions).toContain("signIn");
    expect(actions).toContain("grantRole");
    for (const action of actions) {
      expect(zh.status.done, action).toHaveProperty(action);
      expect(en.status.done, action).toHaveProperty(action);
    }
  });
  it("have every kind of object in both languages", () => {
    for (const entity of written(/entity: "(\w+)"/g)) {
      expect(zh.status.entity, entity).toHaveProperty(entity);
      expect(en.status.entity, entity).toHaveProperty(entity);
    }
  });
});

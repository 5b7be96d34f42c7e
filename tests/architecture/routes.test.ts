import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RIGHTS } from "@/lib/platform/rights";
import { ENDPOINTS, PAGES } from "@/lib/platform/routes";

const files = readdirSync("app", { recursive: true, encoding: "utf8" });

/** app/(desk)/units/[id]/page.tsx → /units/[id] */
const routeOf = (file: string): string =>
  `/${file
    .split("/")
    .slice(0, -1)
    .filter((part) => !part.startsWith("("))
    .join("/")}`;

describe("route table", () => {
  it("names every page, and no page that is not there", () => {
    const pages = files.filter((file) => /(^|\/)page\.tsx$/.test(file)).map(routeOf);
    expect(pages.sort()).toEqual(Object.keys(PAGES).sort());
  });

  it("names every endpoint by method, and none that is not there", () => {
    const endpoints = files
      .filter((file) => /(^|\/)route\.ts$/.test(file))
      .flatMap((file) => {
        const source = readFileSync(`app/${file}`, "utf8");
        return ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
          .filter((method) =>
            new RegExp(`export (const|async function|function) ${method}\\b|as ${method}\\b`).test(source),
          )
          .map((method) => `${method} ${routeOf(file)}`);
      });
    expect(endpoints.sort()).toEqual(Object.keys(ENDPOINTS).sort());
  });

  it("asks each page for the right that the table names", () => {
    for (const file of files.filter((one) => /(^|\/)page\.tsx$/.test(one))) {
      const access = PAGES[routeOf(file) as keyof typeof PAGES];
      const source = readFileSync(`app/${file}`, "utf8");
      // kept on phones for whoever comes next: it must not know who asks
      if (routeOf(file) === "/field/shell")
        expect(source, file).not.toMatch(/session|viewer|cookies|headers/i);
      else if (access === "public" || access === "session") expect(source, file).toMatch(/currentSession\(/);
      else expect(source, file).toContain(`pageViewer("${access}")`);
    }
  });

  it("asks each endpoint for the right that the table names", () => {
    for (const [key, access] of Object.entries(ENDPOINTS)) {
      if (access === "public") continue;
      const [method = "", path = ""] = key.split(" ");
      const source = readFileSync(`app${path}/route.ts`, "utf8");
      expect(source, key).toMatch(
        new RegExp(`export const ${method} = endpoint(<[^>]*>+)?\\(\\s*"${access}"`),
      );
    }
  });

  it("leaves no right unused", () => {
    const sources = ["lib", "app"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("platform/"))
        .map((file) => readFileSync(`${folder}/${file}`, "utf8")),
    );
    const used = new Set<string>([...Object.values(PAGES), ...Object.values(ENDPOINTS)]);
    const unused = Object.keys(RIGHTS).filter(
      (right) => !used.has(right) && !sources.some((source) => source.includes(`"${right}"`)),
    );
    expect(unused).toEqual([]);
  });
});

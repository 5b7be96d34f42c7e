/** What people wrote is told apart from the page around it (WCAG 3.1.2). */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PageHeader } from "@/components/ui/page-header";
import { Written } from "@/components/ui/written";

describe("what somebody wrote", () => {
  it("is marked as Chinese in a text and in a title, and nothing beside it is", () => {
    expect(renderToStaticMarkup(createElement(Written, null, "到场协调。"))).toContain('<p lang="zh-CN"');
    const title = renderToStaticMarkup(
      createElement(PageHeader, { title: "堆场用地", subtitle: "Raised on 2026-10-01", written: true }),
    );
    expect(title).toMatch(/<h1 lang="zh-CN"[^>]*>堆场用地<\/h1>/);
    expect(title.match(/lang=/g)).toHaveLength(1);
    expect(renderToStaticMarkup(createElement(PageHeader, { title: "Cases" }))).not.toContain("lang=");
  });
});

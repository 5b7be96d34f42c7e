/** A key that a page asks for and no message file has shows only at run time, as its own name. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseAst } from "vitest/node";
import { loadMessages } from "@/lib/platform/messages";

type Node = { type: string; [part: string]: unknown };
type Asked = { key: string; isRaw: boolean };
/** Names of a block: what translates knows its namespace, anything else is null. */
type Scope = Map<string, string | null>;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string";
const nodesIn = (node: Node): Node[] => Object.values(node).flat().filter(isNode);
const part = (node: Node | undefined, name: string): Node | undefined => {
  const found = node?.[name];
  return isNode(found) ? found : undefined;
};
const parts = (node: Node | undefined, name: string): (Node | undefined)[] => {
  const found = node?.[name];
  return Array.isArray(found) ? found.map((one) => (isNode(one) ? one : undefined)) : [];
};
const textOf = (node: Node | undefined): string | undefined =>
  node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;

/** Of `getTranslations("x")`, `getTranslations({ locale, namespace: "x" })` and `useTranslations("x")`. */
function namespaceOf(value: Node | undefined): string | null {
  if (value?.type === "AwaitExpression") return namespaceOf(part(value, "argument"));
  const called = part(value, "callee")?.name;
  if (value?.type !== "CallExpression" || (called !== "getTranslations" && called !== "useTranslations"))
    return null;
  const [first] = parts(value, "arguments");
  const given = parts(first, "properties").find((one) => part(one, "key")?.name === "namespace");
  return textOf(first) ?? textOf(part(given, "value")) ?? null;
}

/** `const t = …` and `const [t, words] = await Promise.all([…, …])`; whatever else binds a name hides an outer one. */
function bind(scope: Scope, pattern: Node | undefined, value?: Node): void {
  if (!pattern) return;
  if (pattern.type === "Identifier") scope.set(String(pattern.name), namespaceOf(value));
  else if (pattern.type === "ArrayPattern") {
    const all = value?.type === "AwaitExpression" ? part(value, "argument") : undefined;
    const values = parts(parts(all, "arguments")[0], "elements");
    for (const [at, one] of parts(pattern, "elements").entries()) bind(scope, one, values[at]);
  } else if (pattern.type === "ObjectPattern")
    for (const one of parts(pattern, "properties")) bind(scope, part(one, "value") ?? part(one, "argument"));
  else bind(scope, part(pattern, "left") ?? part(pattern, "argument"));
}

const FUNCTIONS = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];
const BLOCKS = [...FUNCTIONS, "Program", "BlockStatement", "ForOfStatement", "ForStatement", "CatchClause"];

/** Names that a block declares itself; those of blocks within it are theirs. */
function declared(block: Node): Scope {
  const scope: Scope = new Map();
  if (FUNCTIONS.includes(block.type)) for (const one of parts(block, "params")) bind(scope, one);
  bind(scope, part(block, "param"));
  const walk = (node: Node): void => {
    if (node.type === "VariableDeclarator") bind(scope, part(node, "id"), part(node, "init"));
    if (node.type === "FunctionDeclaration") bind(scope, part(node, "id"));
    if (!BLOCKS.includes(node.type)) for (const inner of nodesIn(node)) walk(inner);
  };
  for (const inner of nodesIn(block)) walk(inner);
  return scope;
}

/** `{…}` stands for whatever a template is filled with. */
function keysOf(argument: Node | undefined): string[] {
  const text = textOf(argument);
  if (text !== undefined) return [text];
  if (argument?.type === "ConditionalExpression")
    return [...keysOf(part(argument, "consequent")), ...keysOf(part(argument, "alternate"))];
  if (argument?.type !== "TemplateLiteral") return [];
  const fixed = parts(argument, "quasis").map((one) => String(Reflect.get(Object(one?.value), "cooked")));
  return [fixed.join("{…}")];
}

/** What a file asks of translators that it made itself; one that was handed over has a namespace of its maker's. */
function askedIn(text: string, name: string): Asked[] {
  const asked: Asked[] = [];
  const walk = (node: Node, scopes: Scope[]): void => {
    const within = BLOCKS.includes(node.type) ? [declared(node), ...scopes] : scopes;
    const callee = node.type === "CallExpression" ? part(node, "callee") : undefined;
    const method = String(part(callee, "property")?.name ?? "");
    const called = callee?.type === "MemberExpression" ? part(callee, "object") : callee;
    if (called?.type === "Identifier" && ["", "raw", "rich", "markup"].includes(method)) {
      const namespace = within.find((scope) => scope.has(String(called.name)))?.get(String(called.name));
      if (namespace)
        for (const key of keysOf(parts(node, "arguments")[0]))
          asked.push({ key: `${namespace}.${key}`, isRaw: method === "raw" });
    }
    for (const inner of nodesIn(node)) walk(inner, within);
  };
  walk(parseAst(text, { lang: name.endsWith("x") ? "tsx" : "ts" }) as unknown as Node, []);
  return asked;
}

/** Leaves, and for `raw` the branches too. */
function known(messages: unknown): { leaves: Set<string>; branches: Set<string> } {
  const [leaves, branches] = [new Set<string>(), new Set<string>()];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) leaves.add(path);
    else {
      branches.add(path);
      for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
    }
  };
  walk(messages, "");
  return { leaves, branches };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

describe("keys of messages", () => {
  it("are read where they are asked for, each of the translator in its own block", () => {
    const asked = askedIn(
      `async function Page({ words }) {
        const t = await getTranslations("units.title");
        const [two, { three }] = await Promise.all([getTranslations({ locale, namespace: "form" }), other()]);
        const rows = list.map((t) => t("ofTheRow"));
        return <p title={two.raw("a")}>{t(open ? "b" : \`c_\${kind}\`)} {words("d")} {three("e")}</p>;
      }`,
      "page.tsx",
    );
    expect(asked).toEqual([
      { key: "form.a", isRaw: true },
      { key: "units.title.b", isRaw: false },
      { key: "units.title.c_{…}", isRaw: false },
    ]);
  });

  it("are all there", async () => {
    const { leaves, branches } = known(await loadMessages("zh-CN"));
    const all = [...leaves];
    const isThere = ({ key, isRaw }: Asked): boolean => {
      if (leaves.has(key) || (isRaw && branches.has(key))) return true;
      if (!key.includes("{…}")) return false;
      // a template is filled with something: at least one message must fit it
      const fits = new RegExp(`^${key.split("{…}").map(escaped).join(".+")}$`);
      return all.some((one) => fits.test(one)) || (isRaw && [...branches].some((one) => fits.test(one)));
    };
    const files = ["app", "components", "lib"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => `${folder}/${file}`),
    );
    const asked = files.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return /(get|use)Translations/.test(text) ? askedIn(text, file).map((one) => ({ ...one, file })) : [];
    });
    expect(asked.length).toBeGreaterThan(3_000);
    expect(asked.filter((one) => !isThere(one)).map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
  });
});

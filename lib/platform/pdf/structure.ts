/**
 * What a PDF says of its own order, for a reader that speaks it: a heading, a paragraph, a table with rows and heads. Drawn
 * stretches are numbered on their page and belong to an element; what belongs to none (borders, page numbers, the watermark,
 * a head that stands again on the next page) is an artifact and is not read out.
 */
import type { Objects } from "./objects";

export type Tag = "Document" | "H1" | "H2" | "H3" | "P" | "Table" | "TR" | "TH" | "TD" | "Link";
/** A stretch of a page: by its number among those of the page. */
type Mark = { page: number; number: number };
/** `href`: of a Link, the address that its areas on the page open */
export type Element = { tag: Tag; href?: string; kids: (Element | Mark)[] };

export const elementOf = (tag: Tag, href?: string): Element => ({ tag, href, kids: [] });
/** A new part at the end of another. */
export function within(parent: Element, tag: Tag, href?: string): Element {
  const element = elementOf(tag, href);
  parent.kids.push(element);
  return element;
}

/** The stretches of one page in their order, each with the element that it belongs to. */
export type Marks = Element[];

/** Numbers a stretch of a page and gives the operators around it. */
export function marked(element: Element | null, page: number, marks: Marks, drawn: string): string {
  if (!element) return `/Artifact BMC ${drawn} EMC`;
  element.kids.push({ page, number: marks.length });
  return `/${element.tag} <</MCID ${marks.push(element) - 1}>> BDC ${drawn} EMC`;
}

/** An area on a page that opens an address, and the Link that it is. */
export type Area = { object: number; page: number; element: Element };

/** Writes the tree; `pages` and `areas` by their object numbers. Gives the object of its root. */
export function addStructure(
  objects: Objects,
  root: Element,
  { pages, marks, areas }: { pages: readonly number[]; marks: readonly Marks[]; areas: readonly Area[] },
): number {
  const top = objects.reserve();
  const ids = new Map<Element, number>();
  const areasOf = Map.groupBy(areas, ({ element }) => element);
  const write = (element: Element, parent: number): number => {
    const id = objects.reserve();
    ids.set(element, id);
    // most elements stand on one page: it is said once
    const home = element.kids.find((kid) => "page" in kid)?.page;
    const kids = element.kids.map((kid) => {
      if ("tag" in kid) return `${write(kid, id)} 0 R`;
      return kid.page === home
        ? String(kid.number)
        : `<< /Type /MCR /Pg ${pages[kid.page]} 0 R /MCID ${kid.number} >>`;
    });
    for (const { object, page } of areasOf.get(element) ?? [])
      kids.push(`<< /Type /OBJR /Pg ${pages[page]} 0 R /Obj ${object} 0 R >>`);
    const scope = element.tag === "TH" ? " /A << /O /Table /Scope /Column >>" : "";
    const where = home === undefined ? "" : ` /Pg ${pages[home]} 0 R`;
    return objects.set(
      id,
      `<< /S /${element.tag} /P ${parent} 0 R${where}${scope} /K [${kids.join(" ")}] >>`,
    );
  };
  const document = write(root, top);
  const idOf = (element: Element): string => `${ids.get(element)} 0 R`;
  const parents = [
    ...marks.map((list, at) => `${at} [${list.map(idOf).join(" ")}]`),
    ...areas.map(({ element }, at) => `${marks.length + at} ${idOf(element)}`),
  ];
  const tree = objects.add(`<< /Nums [${parents.join(" ")}] >>`);
  return objects.set(
    top,
    `<< /Type /StructTreeRoot /K [${document} 0 R] /ParentTree ${tree} 0 R /ParentTreeNextKey ${parents.length} >>`,
  );
}

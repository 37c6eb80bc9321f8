import type { ArrayExpression, Node } from "@babel/types";
import type { ListPlace } from "./insert-item.ts";
import type { Span } from "./splice.ts";

/** The position of a parsed node in its source. */
export function spanOf(node: Node): Span {
  return { start: node.start ?? 0, end: node.end ?? 0 };
}

export function placeOfArray(array: ArrayExpression): ListPlace {
  const { start, end } = spanOf(array);
  const items = array.elements.flatMap((each) => (each ? [spanOf(each)] : []));
  return { open: start + 1, close: end - 1, items };
}

/** The names in an import's braces, at least one. */
export function placeOfNames(source: string, names: readonly Node[]): ListPlace {
  const items = names.map(spanOf);
  const rest = /(?:[\s,]|\/\/.*|\/\*[^]*?\*\/)*/y;
  rest.lastIndex = items.at(-1)?.end ?? 0;
  rest.test(source);
  return { open: source.lastIndexOf("{", items[0]?.start) + 1, close: rest.lastIndex, items };
}

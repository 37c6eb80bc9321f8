import type { Node } from "@babel/types";
import { eachNode, type SourceModule } from "../reading/module.ts";
import { isReserved } from "./reserved-words.ts";

/** The first of `wishes` that the module does not use; otherwise the last one with a number. */
export function freeName(module: SourceModule, wishes: readonly string[]): string {
  const taken = namesUsed(module.file.program);
  const isFree = (name: string) => !taken.has(name) && isIdentifier(name);
  const wish = wishes.find(isFree);
  if (wish !== undefined) return wish;
  const last = wishes.at(-1) ?? "";
  for (let number = 2; ; number += 1) {
    if (isFree(`${last}${number}`)) return `${last}${number}`;
  }
}

/** How often the module mentions a name, including its declaration. */
export function usesOf({ file }: SourceModule, name: string): number {
  return namesUsed(file.program).get(name) ?? 0;
}

/** Every identifier that may be a variable or a type, with its number of occurrences. */
export function namesUsed(root: Node): ReadonlyMap<string, number> {
  const properties = new Set<Node>();
  const used = new Map<string, number>();
  const identifiers: (Node & { readonly name: string })[] = [];
  eachNode(root, (node) => {
    if (node.type === "MemberExpression" && !node.computed) properties.add(node.property);
    if (node.type === "ObjectProperty" && !node.computed && !node.shorthand) {
      properties.add(node.key);
    }
    if (node.type === "ImportSpecifier" && node.imported !== node.local) {
      properties.add(node.imported);
    }
    if (node.type === "Identifier") identifiers.push(node);
  });
  for (const node of identifiers) {
    if (!properties.has(node)) used.set(node.name, (used.get(node.name) ?? 0) + 1);
  }
  return used;
}

function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !isReserved(name);
}

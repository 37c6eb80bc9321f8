import type { Node } from "@babel/types";
import { initialiser, unwrap, type SourceModule } from "./module.ts";

/** The variables between an expression and its value. */
export function aliases(module: SourceModule, value: Node): string[] {
  const names: string[] = [];
  for (let node = unwrap(value); node.type === "Identifier" && !names.includes(node.name);) {
    names.push(node.name);
    node = unwrap(initialiser(module, node.name) ?? node);
  }
  return names;
}

/** The value of an expression, as far as the module's own variables define it. */
export function resolved(module: SourceModule, value: Node): Node {
  const last = aliases(module, value).at(-1);
  return unwrap((last !== undefined && initialiser(module, last)) || value);
}

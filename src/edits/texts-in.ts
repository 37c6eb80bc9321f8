/** Lists the texts in a module's code: its imports, and anything it may refer to by name. */
import { eachNode, parseModule, type SourceModule } from "./reading/module.ts";
import { refusal } from "./refusal.ts";

export interface TextInCode {
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

/** String and template literals with their lines, without comments. `undefined` if it is not TypeScript. */
export function textsIn(source: string): readonly TextInCode[] | undefined {
  let module: SourceModule;
  try {
    module = parseModule(source, refusal("MKWEB_SOURCE_NOT_EDITABLE", "read it", ""));
  } catch {
    return undefined;
  }
  const found: TextInCode[] = [];
  eachNode(module.file, (node) => {
    const line = node.loc?.start.line ?? 1;
    if (node.type === "StringLiteral") found.push({ value: node.value, line });
    if (node.type === "TemplateElement") found.push({ value: node.value.raw, line });
  });
  return found;
}

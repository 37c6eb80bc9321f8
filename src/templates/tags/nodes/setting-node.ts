import type { Code } from "../../language/code.ts";
import { Node, type NodeList } from "../../language/node.ts";
import type { Parser } from "../../language/parser.ts";

/** A tag that changes one of the state's settings for its body. */
export class SettingNode extends Node {
  readonly setting: "useTz" | "timeZone" | "localize" | "language";
  readonly value: (code: Code) => string;
  readonly list: NodeList;

  constructor(setting: SettingNode["setting"], value: (code: Code) => string, list: NodeList) {
    super();
    this.setting = setting;
    this.value = value;
    this.list = list;
  }

  override get childLists(): readonly NodeList[] {
    return [this.list];
  }

  generate(code: Code): void {
    const before = code.name("z");
    const { setting } = this;
    code.add(`const ${before}=r.${setting};r.${setting}=${this.value(code)};try{`);
    code.branch(() => this.list.generate(code));
    code.add(`}finally{r.${setting}=${before};}`);
  }
}

/** The body of a block tag, its end tag taken. */
export function bodyOf(parser: Parser, end: string): NodeList {
  const list = parser.parse([end]);
  parser.deleteFirstToken();
  return list;
}

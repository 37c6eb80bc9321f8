import type { Code } from "../../language/code.ts";
import type { NodeList } from "../../language/node.ts";
import { BodyNode } from "./body-node.ts";

/** A tag that changes one of the state's settings for its body. */
export class SettingNode extends BodyNode {
  readonly setting: "useTz" | "timeZone" | "localize" | "language";
  readonly value: (code: Code) => string;

  constructor(setting: SettingNode["setting"], value: (code: Code) => string, list: NodeList) {
    super(list);
    this.setting = setting;
    this.value = value;
  }

  generate(code: Code): void {
    const before = code.name("z");
    const { setting } = this;
    code.add(`const ${before}=r.${setting};r.${setting}=${this.value(code)};try{`);
    code.branch(() => this.list.generate(code));
    code.add(`}finally{r.${setting}=${before};}`);
  }
}

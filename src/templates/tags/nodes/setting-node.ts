/** Tags that change one of the state's settings for their body. */
import { TemplateSyntaxError } from "../../errors.ts";
import type { Code } from "../../language/code.ts";
import type { NodeList } from "../../language/node.ts";
import type { TagCompiler } from "../../library.ts";
import { repr } from "../../runtime/text.ts";
import type { RenderState } from "../../state.ts";
import { BodyNode, bodyOf } from "./body-node.ts";

/** A tag that turns a setting on, or off with the word `off`. */
export function switchTag(setting: "useTz" | "localize", end: string): TagCompiler {
  return (parser, token) => {
    const [tag = "", word = "on", ...rest] = token.splitContents();
    if (rest.length > 0 || (word !== "on" && word !== "off")) {
      throw new TemplateSyntaxError(`${repr(tag)} argument should be 'on' or 'off'`);
    }
    return new SettingNode(setting, () => String(word === "on"), bodyOf(parser, end));
  };
}

/**
 * A tag that gives a setting its argument's value.
 *
 * @param what Names the argument in the error about others.
 * @param read Makes the setting of the value.
 */
export function settingTag(
  setting: "timeZone" | "language",
  end: string,
  what: string,
  read: (value: unknown, state: RenderState) => string,
): TagCompiler {
  return (parser, token) => {
    const [tag = "", argument, ...rest] = token.splitContents();
    if (argument === undefined || rest.length > 0) {
      throw new TemplateSyntaxError(`'${tag}' takes one argument (${what})`);
    }
    const expression = parser.compileFilter(argument);
    const value = (code: Code): string =>
      `${code.constant(read)}(${code.expression(expression, "shown")},r)`;
    return new SettingNode(setting, value, bodyOf(parser, end));
  };
}

class SettingNode extends BodyNode {
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

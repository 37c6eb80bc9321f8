/** `{% include %}`: another template's output. */
import { rootScope, Scope } from "../scope.ts";
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { relativeName } from "../language/relative-name.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { truthy } from "../runtime/compare.ts";
import { repr, text } from "../runtime/text.ts";
import { typeName } from "../runtime/type-name.ts";
import { SafeString } from "../safe-string.ts";
import type { RenderState } from "../state.ts";
import { Template } from "../template.ts";
import { assignments } from "./simple/arguments.ts";

class IncludeNode extends Node {
  readonly name: FilterExpression;
  readonly values: ReadonlyMap<string, FilterExpression>;
  readonly only: boolean;

  constructor(
    name: FilterExpression,
    values: ReadonlyMap<string, FilterExpression>,
    only: boolean,
  ) {
    super();
    this.name = name;
    this.values = values;
    this.only = only;
  }

  override get needsScope(): boolean {
    return true;
  }

  generate(code: Code): void {
    const name = code.expression(this.name, "shown");
    const values = [...this.values].map(
      ([key, value]) => `[${JSON.stringify(key)},${code.expression(value, "shown")}]`,
    );
    const found = code.name("t");
    code.add(`const ${found}=${code.constant(findIncluded)}(${name},${code.constant(this)},r);`);
    code.write(
      code.awaited(
        `${code.constant(renderIncluded)}(${found},[${values.join(",")}],${this.only},${code.scope},r)`,
      ),
    );
  }
}

function findIncluded(value: unknown, node: IncludeNode, state: RenderState): Template {
  if (value instanceof Template) return value;
  if (typeof value === "string" || value instanceof SafeString) {
    const name = text(value);
    if (name !== "") return state.engine.getTemplate(relativeName(node.template?.name, name));
  }
  const names = truthy(value) ? itemsOf(value) : [];
  return state.engine.selectTemplate(names.map(requireName));
}

function requireName(value: unknown): string {
  if (typeof value === "string" || value instanceof SafeString) return text(value);
  throw new TypeError(
    `{% include %} needs the name of a template, not a value of the type ${typeName(value)}.`,
  );
}

function renderIncluded(
  template: Template,
  values: readonly (readonly [string, unknown])[],
  only: boolean,
  scope: Scope,
  state: RenderState,
): string | Promise<string> {
  const inner = only ? rootScope() : new Scope(scope);
  for (const [name, value] of values) inner.set(name, value);
  return template.renderIn(inner, state.isolated(template));
}

export function include(parser: Parser, token: Token): Node {
  const [tag = "", name, ...rest] = token.splitContents();
  if (name === undefined) {
    throw new TemplateSyntaxError(
      `${repr(tag)} tag takes at least one argument: the name of the template to be included.`,
    );
  }
  let only = false;
  let values: ReadonlyMap<string, FilterExpression> | undefined;
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    if ((option === "only" && only) || (option === "with" && values)) {
      throw new TemplateSyntaxError(`The ${repr(option)} option was specified more than once.`);
    }
    if (option === "only") only = true;
    else if (option === "with") {
      values = assignments(rest, parser);
      if (values.size === 0) {
        throw new TemplateSyntaxError(
          `"with" in ${repr(tag)} tag needs at least one keyword argument.`,
        );
      }
    } else {
      throw new TemplateSyntaxError(`Unknown argument for ${repr(tag)} tag: ${repr(option)}.`);
    }
  }
  const template = parser.compileFilter(relativeName(parser.template.name, name, true));
  return new IncludeNode(template, values ?? new Map(), only);
}

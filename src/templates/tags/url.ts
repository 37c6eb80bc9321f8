/** `{% url %}`. */
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import type { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { bare } from "../runtime/decimal.ts";
import { text } from "../runtime/text.ts";
import type { RenderState } from "../state.ts";
import { splitAssignment } from "./simple/arguments.ts";
import { TargetNode } from "./nodes/target-node.ts";
import { takeTarget } from "./nodes/value-node.ts";

class UrlNode extends TargetNode {
  readonly view: FilterExpression;
  readonly positional: readonly FilterExpression[];
  readonly named: ReadonlyMap<string, FilterExpression>;

  constructor(
    view: FilterExpression,
    positional: readonly FilterExpression[],
    named: ReadonlyMap<string, FilterExpression>,
    target: string | undefined,
  ) {
    super(target);
    this.view = view;
    this.positional = positional;
    this.named = named;
  }

  generate(code: Code): void {
    const args = this.positional.map((each) => code.expression(each, "shown"));
    const kwargs = [...this.named].map(
      ([name, value]) => `[${JSON.stringify(name)},${code.expression(value, "shown")}]`,
    );
    const silent = this.target !== undefined;
    const view = code.expression(this.view, "shown");
    const url = `${code.constant(urlFor)}([${args.join(",")}],[${kwargs.join(",")}],${view},${silent},r)`;
    this.give(code, url);
  }
}

function urlFor(
  args: readonly unknown[],
  kwargs: readonly (readonly [string, unknown])[],
  view: unknown,
  silent: boolean,
  { engine, request }: RenderState,
): string {
  const { reverse } = engine.options;
  if (!reverse) throw new Error("{% url %} needs URL patterns, but this template engine has none.");
  const currentApp = currentAppOf(request);
  try {
    return reverse(text(view), {
      args: args.map(bare),
      kwargs: Object.fromEntries(kwargs.map(([name, value]) => [name, bare(value)])),
      ...(currentApp === undefined ? {} : { currentApp }),
    });
  } catch (error) {
    if (silent && error instanceof Error && error.name === "NoReverseMatch") return "";
    throw error;
  }
}

/** The application instance of a request, for namespaced names. */
function currentAppOf(request: unknown): string | undefined {
  if (typeof request !== "object" || request === null) return undefined;
  if ("currentApp" in request && typeof request.currentApp === "string") return request.currentApp;
  const match = "resolverMatch" in request ? request.resolverMatch : undefined;
  if (typeof match !== "object" || match === null || !("namespaces" in match)) return undefined;
  return Array.isArray(match.namespaces) ? match.namespaces.join(":") : undefined;
}

export function url(parser: Parser, token: Token): Node {
  const [tag, view, ...words] = token.splitContents();
  if (view === undefined) {
    throw new TemplateSyntaxError(`'${tag}' takes at least one argument, a URL pattern name.`);
  }
  const name = parser.compileFilter(view);
  const target = takeTarget(words);
  const positional: FilterExpression[] = [];
  const named = new Map<string, FilterExpression>();
  for (const word of words) {
    const { name: key, value } = splitAssignment(word);
    if (key === undefined) positional.push(parser.compileFilter(value));
    else named.set(key, parser.compileFilter(value));
  }
  return new UrlNode(name, positional, named, target);
}

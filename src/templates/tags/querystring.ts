/** `{% querystring %}`: the request's query string with some parameters changed. */
import { QueryDict } from "../../http/index.ts";
import type { Code } from "../language/code.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { FilterExpression } from "../language/expression.ts";
import type { Token } from "../language/lexer.ts";
import type { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { text } from "../runtime/text.ts";
import { SafeString } from "../safe-string.ts";
import type { RenderState } from "../state.ts";
import { splitAssignment } from "./simple/arguments.ts";
import { TargetNode } from "./nodes/target-node.ts";
import { takeTarget } from "./nodes/value-node.ts";

class QueryStringNode extends TargetNode {
  readonly query: FilterExpression | undefined;
  readonly changes: ReadonlyMap<string, FilterExpression>;

  constructor(
    query: FilterExpression | undefined,
    changes: ReadonlyMap<string, FilterExpression>,
    target: string | undefined,
  ) {
    super(target);
    this.query = query;
    this.changes = changes;
  }

  generate(code: Code): void {
    const query = this.query ? code.expression(this.query, "shown") : "null";
    const changes = [...this.changes].map(
      ([name, value]) => `[${JSON.stringify(name)},${code.expression(value, "shown")}]`,
    );
    this.give(code, `${code.constant(queryString)}(${query},[${changes.join(",")}],r)`);
  }
}

function queryString(
  given: unknown,
  changes: readonly (readonly [string, unknown])[],
  { request }: RenderState,
): string {
  const query = given ?? requestQuery(request);
  if (!(query instanceof QueryDict)) {
    throw new TypeError("{% querystring %} needs a request, or a QueryDict as its first argument.");
  }
  const changed = query.copy();
  for (const [name, value] of changes) {
    if (value === null) changed.delete(name);
    else if (isList(value)) changed.setlist(name, itemsOf(value).map(text));
    else changed.set(name, text(value));
  }
  return changed.size === 0 && query.size === 0 ? "" : `?${changed.urlencode()}`;
}

function requestQuery(request: unknown): unknown {
  return typeof request === "object" && request !== null && "GET" in request
    ? request.GET
    : undefined;
}

function isList(value: unknown): boolean {
  if (typeof value !== "object" || value === null || value instanceof SafeString) return false;
  return Symbol.iterator in value || Object.getPrototypeOf(value) === Object.prototype;
}

export function querystring(parser: Parser, token: Token): Node {
  const [tag = "", ...words] = token.splitContents();
  const target = takeTarget(words);
  let query: FilterExpression | undefined;
  const changes = new Map<string, FilterExpression>();
  for (const word of words) {
    const { name, value } = splitAssignment(word);
    if (name !== undefined && changes.has(name)) {
      throw new TemplateSyntaxError(
        `'${tag}' received multiple values for keyword argument '${name}'`,
      );
    }
    if (name !== undefined) changes.set(name, parser.compileFilter(value));
    else if (changes.size > 0) {
      throw new TemplateSyntaxError(
        `'${tag}' received some positional argument(s) after some keyword argument(s)`,
      );
    } else if (query)
      throw new TemplateSyntaxError(`'${tag}' received too many positional arguments`);
    else query = parser.compileFilter(value);
  }
  return new QueryStringNode(query, changes, target);
}

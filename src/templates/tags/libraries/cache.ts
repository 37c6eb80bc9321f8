/** `{% load cache %}{% cache 60 name vary %}`: caches a part of a page. */
import { goOn } from "../../../values/index.ts";
import type { Code } from "../../language/code.ts";
import { TemplateSyntaxError } from "../../errors.ts";
import type { FilterExpression } from "../../language/expression.ts";
import { makeTemplateFragmentKey, type FragmentCache } from "../../fragments.ts";
import type { Token } from "../../language/lexer.ts";
import { Library } from "../../library.ts";
import { Node, type NodeList } from "../../language/node.ts";
import type { Parser } from "../../language/parser.ts";
import { toInteger } from "../../runtime/numbers.ts";
import { repr, text } from "../../runtime/text.ts";
import type { RenderState } from "../../state.ts";
import { bodyOf } from "../nodes/body-node.ts";

export const cache = new Library();

interface CacheParts {
  readonly timeout: FilterExpression;
  readonly fragment: string;
  readonly varyOn: readonly FilterExpression[];
  /** The name of the cache. */
  readonly using: FilterExpression | undefined;
  readonly list: NodeList;
}

class CacheNode extends Node {
  readonly parts: CacheParts;

  constructor(parts: CacheParts) {
    super();
    this.parts = parts;
  }

  override get childLists(): readonly NodeList[] {
    return [this.parts.list];
  }

  generate(code: Code): void {
    const { timeout, fragment, varyOn, using, list } = this.parts;
    const [place, html] = [code.name("p"), code.name("h")];
    const what = "What {% cache %} asks a cache for";
    const expression = (each: FilterExpression): string => code.expression(each, "shown");
    const values = varyOn.map(expression).join(",");
    const name = using ? expression(using) : "undefined";
    const opened = `${code.constant(placeOf)}(${JSON.stringify(fragment)},${expression(timeout)},[${values}],${name},r)`;
    code.add(`const ${place}=${code.settled(opened, what)};`);
    code.add(`let ${html}=${code.settled(`${place}.read()`, what)};`);
    code.add(`if(${html}===undefined||${html}===null){`);
    code.branch(() => {
      const rendered = code.capture(() => list.generate(code));
      code.add(`${html}=${rendered};${code.settled(`${place}.write(${html})`, what)};`);
    });
    code.add("}");
    code.write(`${code.constant(text)}(${html})`);
  }
}

/** The key and the cache of a fragment. */
interface Place {
  read(): unknown;
  write(html: string): unknown;
}

function placeOf(
  fragment: string,
  timeout: unknown,
  varyOn: readonly unknown[],
  using: unknown,
  { engine }: RenderState,
): Place | Promise<Place> {
  const seconds = secondsOf(timeout);
  const key = makeTemplateFragmentKey(fragment, varyOn);
  const found = engine.fragmentCache(using === undefined ? undefined : text(using));
  if (found === undefined) {
    throw new TemplateSyntaxError(`Invalid cache name specified for cache tag: ${repr(using)}`);
  }
  return goOn(found, (kept) => place(kept, key, seconds));
}

function place(kept: FragmentCache, key: string, timeout: number | null): Place {
  return {
    read: () => kept.get(key),
    write: (html) => kept.set(key, html, { timeout }),
  };
}

/** @throws {TemplateSyntaxError} The value is neither a whole number nor `None` for no expiry. */
function secondsOf(timeout: unknown): number | null {
  if (timeout === null) return null;
  try {
    return Number(toInteger(timeout));
  } catch {
    throw new TemplateSyntaxError(`"cache" tag got a non-integer timeout value: ${repr(timeout)}`);
  }
}

cache.tag("cache", (parser: Parser, token: Token) => {
  const list = bodyOf(parser, "endcache");
  const words = token.splitContents();
  const [tag, timeout, fragment] = words;
  if (timeout === undefined || fragment === undefined) {
    throw new TemplateSyntaxError(`'${repr(tag)}' tag requires at least 2 arguments.`);
  }
  const last = words.at(-1) ?? "";
  const using = words.length > 3 && last.startsWith("using=") ? last.slice(6) : undefined;
  const varyOn = words.slice(3, using === undefined ? undefined : -1);
  return new CacheNode({
    timeout: parser.compileFilter(timeout),
    fragment,
    varyOn: varyOn.map((word) => parser.compileFilter(word)),
    using: using === undefined ? undefined : parser.compileFilter(using),
    list,
  });
});

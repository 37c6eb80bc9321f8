/** `{% load i18n %}`: texts marked for translation, shown as written, in English. */
import { TemplateSyntaxError } from "../../errors.ts";
import type { FilterExpression } from "../../language/expression.ts";
import type { Token } from "../../language/lexer.ts";
import { makeFilter } from "../../filter.ts";
import { SafeString } from "../../safe-string.ts";
import { Library } from "../../library.ts";
import type { Node } from "../../language/node.ts";
import type { Parser } from "../../language/parser.ts";
import type { Code } from "../../language/code.ts";
import { isRightToLeft, languageInfo, type LanguageInfo } from "../../languages.ts";
import { itemsOf } from "../../runtime/iterate.ts";
import { repr, text } from "../../runtime/text.ts";
import { typeName } from "../../runtime/type-name.ts";
import { blockTranslate } from "./blocktranslate.ts";
import { rendered } from "../firstof.ts";
import { settingTag } from "../nodes/setting-node.ts";
import { TargetNode } from "../nodes/target-node.ts";
import { onlyTarget, ValueNode } from "../nodes/value-node.ts";

export const i18n = new Library();

class TranslateNode extends TargetNode {
  readonly message: FilterExpression;

  constructor(message: FilterExpression, target: string | undefined) {
    super(target);
    this.message = message;
  }

  generate(code: Code): void {
    const { target } = this;
    if (target === undefined) return code.output(this.message);
    const value = code.expression(this.message, "shown");
    code.set(target, `${code.constant(rendered)}(${value},${code.autoescape},r)`);
  }
}

/** Only texts can be translated. */
const translated = makeFilter(
  "translate",
  (value) => {
    const lines = (text: string): string => text.replaceAll(/\r\n?/g, "\n");
    if (typeof value === "string") return lines(value);
    if (value instanceof SafeString) return new SafeString(lines(value.value));
    throw new TypeError(
      `{% translate %} needs a text, not a value of the type ${typeName(value)}.`,
    );
  },
  { argument: "none" },
);

function translate(parser: Parser, token: Token): Node {
  const [tag = "", message, ...rest] = token.splitContents();
  if (message === undefined) throw new TemplateSyntaxError(`'${tag}' takes at least one argument`);
  const parsed = parser.compileFilter(message);
  const seen = new Set<string>();
  let target: string | undefined;
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    if (seen.has(option)) {
      throw new TemplateSyntaxError(`The '${option}' option was specified more than once.`);
    }
    seen.add(option);
    if (option === "noop") continue;
    if (option !== "context" && option !== "as") {
      throw new TemplateSyntaxError(
        `Unknown argument for '${tag}' tag: '${option}'. The only options available are 'noop', 'context' "xxx", and 'as VAR'.`,
      );
    }
    const value = rest.shift();
    if (value === undefined) {
      throw new TemplateSyntaxError(
        `No argument provided to the '${tag}' tag for the ${option} option.`,
      );
    }
    if (option === "as") target = value;
    else contextOf(value, tag, parser);
  }
  const filters = seen.has("noop")
    ? parsed.filters
    : [{ filter: translated, argument: undefined }, ...parsed.filters];
  return new TranslateNode({ source: parsed.source, operand: parsed.operand, filters }, target);
}

/** A translation's context is checked, but has no effect in English. */
function contextOf(value: string, tag: string, parser: Parser): void {
  if (value === "as" || value === "noop") {
    throw new TemplateSyntaxError(
      `Invalid argument '${value}' provided to the '${tag}' tag for the context option`,
    );
  }
  parser.compileFilter(value);
}

i18n.tag("translate", translate).tag("trans", translate);
i18n.tag("blocktranslate", blockTranslate).tag("blocktrans", blockTranslate);

i18n.tag("language", settingTag("language", "endlanguage", "language", text));

const infoOf = (value: unknown): LanguageInfo => languageInfo(text(value));

i18n.filter("language_name", (code: unknown) => infoOf(code).name, { argument: "none" });
i18n.filter("language_name_translated", (code: unknown) => infoOf(code).name, {
  argument: "none",
});
i18n.filter("language_name_local", (code: unknown) => infoOf(code).name_local, {
  argument: "none",
});
i18n.filter("language_bidi", (code: unknown) => infoOf(code).bidi, { argument: "none" });

i18n.tag(
  "get_current_language",
  (_parser, token) => new ValueNode((state) => state.language, [], onlyTarget(token)),
);
i18n.tag(
  "get_current_language_bidi",
  (_parser, token) =>
    new ValueNode((state) => isRightToLeft(state.language), [], onlyTarget(token)),
);
i18n.tag(
  "get_available_languages",
  (_parser, token) => new ValueNode(({ engine }) => engine.languages, [], onlyTarget(token)),
);
i18n.tag("get_language_info", (parser, token) => {
  const [tag, keyword, name = "", as, target, ...rest] = token.splitContents();
  if (keyword !== "for" || as !== "as" || target === undefined || rest.length > 0) {
    throw new TemplateSyntaxError(
      `'${tag}' requires 'for string as variable' (got ${repr(token.splitContents().slice(1))})`,
    );
  }
  const give = (_state: unknown, _scope: unknown, code: unknown): LanguageInfo => infoOf(code);
  return new ValueNode(give, [parser.compileFilter(name)], target);
});

i18n.tag("get_language_info_list", (parser, token) => {
  const words = token.splitContents();
  const [tag, keyword, name = "", as, target] = words;
  if (words.length !== 5 || keyword !== "for" || as !== "as") {
    throw new TemplateSyntaxError(
      `'${tag}' requires 'for sequence as variable' (got ${repr(words.slice(1))})`,
    );
  }
  const give = (_state: unknown, _scope: unknown, languages: unknown): readonly LanguageInfo[] =>
    itemsOf(languages).map((language) => infoOf(codeOf(language)));
  return new ValueNode(give, [parser.compileFilter(name)], target);
});

/** The code of an entry of LANGUAGES, given as a code or a pair. */
function codeOf(language: unknown): unknown {
  const [first] = itemsOf(language);
  return text(first).length > 1 ? first : language;
}

/** `{% now %}`: the time of the request. */
import { formatDate } from "../dates/format.ts";
import { DateTime } from "../dates/values.ts";
import { zoneOf } from "../../timezone/index.ts";
import { TemplateSyntaxError } from "../errors.ts";
import type { Token } from "../language/lexer.ts";
import { Node } from "../language/node.ts";
import type { Parser } from "../language/parser.ts";
import { takeTarget, ValueNode } from "./nodes/value-node.ts";

export function now(_parser: Parser, token: Token): Node {
  const words = token.splitContents();
  const target = words.length === 4 ? takeTarget(words) : undefined;
  const [, quoted = ""] = words;
  if (words.length !== 2) throw new TemplateSyntaxError("'now' statement takes one argument");
  const format = quoted.slice(1, -1);
  return new ValueNode(
    (state) =>
      formatDate(new DateTime(state.now(), zoneOf(state.timeZone)), format || "DATE_FORMAT"),
    [],
    target,
  );
}

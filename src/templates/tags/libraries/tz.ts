/** `{% load tz %}`: time zones in templates. */
import type { Code } from "../../language/code.ts";
import { asMoment } from "../../dates/days.ts";
import { momentOf } from "../../dates/moment-of.ts";
import { DateTime } from "../../dates/values.ts";
import { zoneOf } from "../../../timezone/index.ts";
import { TemplateSyntaxError } from "../../errors.ts";
import type { FilterExpression } from "../../language/expression.ts";
import type { Token } from "../../language/lexer.ts";
import { Library } from "../../library.ts";
import type { Parser } from "../../language/parser.ts";
import { repr, text } from "../../runtime/text.ts";
import type { RenderState } from "../../state.ts";
import { bodyOf } from "../nodes/body-node.ts";
import { SettingNode } from "../nodes/setting-node.ts";
import { ValueNode } from "../nodes/value-node.ts";

export const tz = new Library();

tz.tag("localtime", (parser, token) => {
  const words = token.splitContents();
  const [tag = "", setting] = words;
  if (words.length > 2 || (setting !== undefined && setting !== "on" && setting !== "off")) {
    throw new TemplateSyntaxError(`${repr(tag)} argument should be 'on' or 'off'`);
  }
  return new SettingNode("useTz", () => String(setting !== "off"), bodyOf(parser, "endlocaltime"));
});

tz.tag("timezone", (parser, token) => {
  const words = token.splitContents();
  const [tag = "", zone] = words;
  if (words.length !== 2 || zone === undefined) {
    throw new TemplateSyntaxError(`'${tag}' takes one argument (timezone)`);
  }
  const expression = parser.compileFilter(zone);
  const value = (code: Code): string =>
    `${code.constant(zoneName)}(${code.expression(expression, "shown")},r)`;
  return new SettingNode("timeZone", value, bodyOf(parser, "endtimezone"));
});

/** @throws {RangeError} Unknown zone. */
function zoneName(value: unknown, state: RenderState): string {
  if (value === null) return state.engine.surroundings.timeZone;
  return zoneOf(text(value)).name;
}

tz.tag("get_current_timezone", (_parser: Parser, token: Token) => {
  const words = token.contents.split(/\s+/);
  if (words.length !== 3 || words[1] !== "as") {
    throw new TemplateSyntaxError(
      `'get_current_timezone' requires 'as variable' (got ${repr(words)})`,
    );
  }
  return new ValueNode((state) => state.timeZone, [] as FilterExpression[], words[2]);
});

tz.filter(
  "localtime",
  (value: unknown, _none: unknown, state: RenderState) => inZone(value, state.timeZone, state),
  {
    argument: "none",
  },
);
tz.filter(
  "utc",
  (value: unknown, _none: unknown, state: RenderState) => inZone(value, "UTC", state),
  {
    argument: "none",
  },
);
tz.filter(
  "timezone",
  (value: unknown, zone: unknown, state: RenderState) => inZone(value, text(zone), state),
  {
    argument: "required",
  },
);

/** The datetime in another zone, where it stays; a naive one is taken to be in the default zone. */
function inZone(value: unknown, zone: string, state: RenderState): unknown {
  const moment = momentOf(value);
  if (!(moment instanceof DateTime)) return "";
  try {
    return new ZonedMoment(asMoment(moment, state.engine.surroundings.timeZone).in(zoneOf(zone)));
  } catch (error) {
    if (error instanceof RangeError) return "";
    throw error;
  }
}

/** A datetime that a filter has put in a zone: it is not converted to the current one again. */
class ZonedMoment extends DateTime {
  readonly convertToLocalTime = false;

  constructor(moment: DateTime) {
    super(moment.epoch, moment.zone, moment.microsecond % 1000);
  }
}

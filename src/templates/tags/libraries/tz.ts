/** `{% load tz %}`: time zones in templates. */
import { asMoment } from "../../dates/days.ts";
import { momentOf } from "../../dates/moment-of.ts";
import { DateTime } from "../../dates/values.ts";
import { zoneOf } from "../../../timezone/index.ts";
import { Library } from "../../library.ts";
import { text } from "../../runtime/text.ts";
import type { RenderState } from "../../state.ts";
import { settingTag, switchTag } from "../nodes/setting-node.ts";
import { onlyTarget, ValueNode } from "../nodes/value-node.ts";

export const tz = new Library();

tz.tag("localtime", switchTag("useTz", "endlocaltime"));
tz.tag("timezone", settingTag("timeZone", "endtimezone", "timezone", zoneName));

/** @throws {RangeError} Unknown zone. */
function zoneName(value: unknown, state: RenderState): string {
  if (value === null) return state.engine.surroundings.timeZone;
  return zoneOf(text(value)).name;
}

tz.tag(
  "get_current_timezone",
  (_parser, token) => new ValueNode((state) => state.timeZone, [], onlyTarget(token)),
);

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

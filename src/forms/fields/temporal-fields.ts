/** Date and time fields. */
import { currentTimeZone } from "../../timezone/index.ts";
import { DateTime, parseDateTime, PlainDate, PlainTime, textOf } from "../../templates/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import { usesTimeZones } from "../environment.ts";
import { isReal, readClock, type Reading } from "../formats/clock-reading.ts";
import { inputFormats, type InputKind } from "../formats/input-formats.ts";
import { dayText, epochOf, momentAt, readingOf, timeText } from "../formats/moments.ts";
import { DateInput, DateTimeInput, TimeInput } from "../widgets/temporal.ts";
import { strip } from "./char-field.ts";
import { Field, type FieldOptions } from "./field.ts";

export interface TemporalFieldOptions extends FieldOptions {
  /** Accepted formats, as `strptime` directives. Default: those of the language. */
  readonly inputFormats?: readonly string[] | undefined;
}

abstract class TemporalField<Value> extends Field<Value> {
  protected readonly ownFormats: readonly string[] | undefined;

  constructor(options: TemporalFieldOptions = {}) {
    super(options);
    this.ownFormats = options.inputFormats;
  }

  protected abstract readonly kinds: readonly InputKind[];

  get inputFormats(): readonly string[] {
    return this.ownFormats ?? this.kinds.flatMap(inputFormats);
  }

  /** @throws {ValidationError} If the value has none of the formats. */
  protected read(value: unknown): Reading {
    const text = strip(textOf(value));
    for (const format of this.inputFormats) {
      const reading = readClock(text, format);
      if (reading) return reading;
    }
    throw this.error("invalid");
  }

  protected override isSame(initial: unknown, value: unknown): boolean {
    return super.isSame(this.comparable(initial), this.comparable(this.shownInitial(value)));
  }

  /** Returns a value that is equal for the same date, time or moment. */
  protected comparable(value: unknown): unknown {
    const reading = readingOf(value);
    return reading ? JSON.stringify(reading) : value;
  }
}

const isoDay = /^(\d{4})-(\d\d)-(\d\d)$/;
const isoTime = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/;

/** A date as text: `"2026-11-22"`. */
export class DateField<Value = string> extends TemporalField<Value> {
  static override widget = DateInput;
  static override defaultErrorMessages = { invalid: "Enter a valid date." };
  protected readonly kinds = ["date"] as const;

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return null;
    return dayText(readingOf(value) ?? this.read(value));
  }

  /** Models store dates as text. */
  override shownInitial(initial: unknown): unknown {
    const [, year, month, day] = (typeof initial === "string" && isoDay.exec(initial)) || [];
    if (year === undefined) return initial;
    return new PlainDate(Number(year), Number(month), Number(day));
  }
}

/** A time of day as text: `"09:30:00"`. */
export class TimeField<Value = string> extends TemporalField<Value> {
  static override widget = TimeInput;
  static override defaultErrorMessages = { invalid: "Enter a valid time." };
  protected readonly kinds = ["time"] as const;

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return null;
    return timeText((value instanceof PlainTime && readingOf(value)) || this.read(value));
  }

  override shownInitial(initial: unknown): unknown {
    const match = typeof initial === "string" ? isoTime.exec(initial) : null;
    if (!match) return initial;
    const [, hour, minute, second = "0", fraction = ""] = match;
    const microsecond = Number(fraction.padEnd(6, "0"));
    return new PlainTime(Number(hour), Number(minute), Number(second), microsecond);
  }
}

/** A datetime: a `Date`. Input without a time zone is read in the current one. */
export class DateTimeField<Value = Date> extends TemporalField<Value> {
  static override widget = DateTimeInput;
  static override defaultErrorMessages = { invalid: "Enter a valid date/time." };
  protected readonly kinds = ["datetime", "date"] as const;

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return null;
    if (value instanceof Date) return value;
    if (value instanceof PlainDate) return momentOf(readingOf(value));
    return value instanceof DateTime ? ofMoment(value) : this.fromText(strip(textOf(value)));
  }

  private fromText(text: string): Date {
    try {
      const moment = parseDateTime(text);
      if (moment) return ofMoment(moment);
    } catch (error) {
      if (error instanceof RangeError) throw this.error("invalid");
      throw error;
    }
    return momentOf(this.read(text));
  }

  /** Converts a datetime to the current time zone. */
  override prepareValue(value: unknown): unknown {
    const isMoment = value instanceof Date || value instanceof DateTime;
    const reading = isMoment ? readingOf(value) : undefined;
    return reading ? new DateTime(epochOf(reading), undefined, reading.microsecond % 1000) : value;
  }

  protected override comparable(value: unknown): unknown {
    const isAware = value instanceof DateTime && (value.zone !== undefined || !usesTimeZones());
    const moment = isAware ? ofMoment(value) : value;
    return moment instanceof Date ? moment.getTime() : moment;
  }
}

function ofMoment(moment: DateTime): Date {
  return moment.zone ? new Date(moment.epoch) : momentOf(readingOf(moment));
}

/** @throws {ValidationError} If the time does not exist or is ambiguous in the current time zone. */
export function momentOf(reading: Reading | undefined): Date {
  if (!reading || !isReal(reading)) throw new RangeError("This is not a valid date and time.");
  const moment = momentAt(reading);
  if (moment) return moment;
  throw new ValidationError(
    "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may be ambiguous or it may not exist.",
    {
      code: "ambiguous_timezone",
      params: {
        datetime: `${dayText(reading)} ${timeText(reading)}`,
        current_timezone: currentTimeZone(),
      },
    },
  );
}

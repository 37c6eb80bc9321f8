import { DateTime, PlainDate, textOf } from "../../templates/index.ts";
import type { Choice } from "../choices.ts";
import { formsEnvironment, languageCode } from "../environment.ts";
import type { FormData } from "../form-data.ts";
import { isReal, readClock, writeClock } from "../formats/clock-reading.ts";
import { dateOrder, inputFormats } from "../formats/input-formats.ts";
import { readingOf } from "../formats/moments.ts";
import { readInteger } from "../formats/numbers.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { Select } from "./select.ts";
import { Widget, type WidgetContext, type WidgetOptions } from "./widget.ts";

export interface SelectDateOptions extends WidgetOptions {
  /** Years to choose from. Default: the current one and the next nine. */
  readonly years?: Iterable<number | string> | undefined;
  /** Names of months by number. Default: all, in the current language. */
  readonly months?: Readonly<Record<number, string>> | ReadonlyMap<number, string> | undefined;
  /** Label of the empty choice, for all three or each. Default `"---"`. */
  readonly emptyLabel?: string | readonly string[] | undefined;
}

type Part = "year" | "month" | "day";

/** Returns the months in the current language. */
function monthNames(): readonly Choice[] {
  const format = new Intl.DateTimeFormat(languageCode(), { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, at) => [at + 1, format.format(Date.UTC(2000, at, 15))]);
}

/** Chooses a date with three `<select>`s for year, month and day. */
export class SelectDateWidget extends Widget {
  static override templateName = "django/forms/widgets/select_date.html";
  static override inputType = "select";
  static override useFieldset = true;
  readonly years: readonly (number | string)[];
  readonly months: readonly Choice[];
  protected readonly empty: Readonly<Record<Part, string>>;

  /** @throws {RangeError} If `emptyLabel` is a list with other than three items. */
  constructor({ years, months: named, emptyLabel = "---", ...options }: SelectDateOptions = {}) {
    super(options);
    this.years = years ? [...years] : nextYears();
    this.months = named
      ? Array.from(named instanceof Map ? named : Object.entries(named), ([month, name]) => [
          Number(month),
          name,
        ])
      : monthNames();
    this.empty = emptyLabels(emptyLabel);
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    const values = context.value as Readonly<Record<Part, unknown>>;
    const choices: Readonly<Record<Part, readonly Choice[]>> = {
      year: this.years.map((year) => [year, String(year)]),
      month: this.months,
      day: Array.from({ length: 31 }, (_, at) => [at + 1, at + 1]),
    };
    const subwidgets = dateOrder().map((part) => {
      const own = `${name}_${part}`;
      const empty: readonly Choice[] = this.isRequired ? [] : [["", this.empty[part]]];
      const select = new Select({ attrs, choices: [...empty, ...choices[part]] });
      return select.getContext(own, values[part], { ...context.attrs, id: `id_${own}` });
    });
    return Object.assign(context, { subwidgets });
  }

  /** Splits a value into year, month and day, even if the date does not exist. */
  override formatValue(value: unknown): unknown {
    const reading =
      value instanceof Date || value instanceof PlainDate || value instanceof DateTime
        ? readingOf(value)
        : undefined;
    if (reading) return { year: reading.year, month: reading.month, day: reading.day };
    if (typeof value !== "string") return { year: null, month: null, day: null };
    const match = /^(\d{4}|0)-(\d\d?)-(\d\d?)$/.exec(value);
    if (match) {
      const [year, month, day] = match.slice(1).map((part) => Number(part) || "");
      return { year, month, day };
    }
    const read = readClock(value, inputFormats("date")[0] ?? "");
    return { year: read?.year ?? null, month: read?.month ?? null, day: read?.day ?? null };
  }

  override idForLabel(id: string): string {
    return `${id}_${dateOrder()[0] ?? "month"}`;
  }

  override valueFromDatadict(data: FormData, _files: FormData, name: string): unknown {
    const [year, month, day] = (["year", "month", "day"] as const).map((part) =>
      data.get(`${name}_${part}`),
    );
    if (year === "" && month === "" && day === "") return null;
    if (year === null || month === null || day === null) return data.get(name);
    const format = inputFormats("date")[0] ?? "";
    const reading = dayOf(year, month, day);
    if (reading === "overflow") return "0-0-0";
    if (reading) return writeClock(reading, format);
    return [year, month, day].map((part) => (part ? textOf(part) : "0")).join("-");
  }

  override valueOmittedFromData(data: FormData, _files: FormData, name: string): boolean {
    return !["year", "month", "day"].some((part) => data.has(`${name}_${part}`));
  }
}

function dayOf(...parts: readonly unknown[]) {
  const numbers = parts.map((part) => readInteger(String(part)));
  if (numbers.includes(undefined)) return undefined;
  if (numbers.some((number) => number !== undefined && BigInt.asIntN(32, number) !== number)) {
    return "overflow";
  }
  const [year = 0, month = 0, day = 0] = numbers.map(Number);
  const reading = { year, month, day, hour: 0, minute: 0, second: 0, microsecond: 0 };
  return year <= 9999 && isReal(reading) ? reading : undefined;
}

function nextYears(): readonly number[] {
  const { now = Date.now } = formsEnvironment();
  const year = new Date(now()).getFullYear();
  return Array.from({ length: 10 }, (_, at) => year + at);
}

function emptyLabels(given: string | readonly string[]): Readonly<Record<Part, string>> {
  const labels = typeof given === "string" ? [given, given, given] : given;
  const [year, month, day, more] = labels;
  if (year === undefined || month === undefined || day === undefined || more !== undefined) {
    throw new RangeError("emptyLabel must be a list of three: for year, month and day.");
  }
  return { year, month, day };
}

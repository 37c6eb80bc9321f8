/** Formats values for the admin's pages. Source: Django, `display_for_field` and `display_for_value` of `admin/utils.py`. */
import { flatChoices, type FieldInfo } from "../models/index.ts";
import { currentTimeZone, Duration, pythonJsonText } from "../query/index.ts";
import {
  DateTime,
  formatDate,
  formatHtml,
  formatNumber,
  momentOf,
  parseDate,
  parseTime,
  PlainDate,
  SafeString,
  staticUrl,
  textOf,
  zoneOf,
  type Engine,
  type Zone,
} from "../templates/index.ts";
import { validateUrl } from "../validators/index.ts";

/** HTML, or text that is escaped when put into HTML. */
export type Displayed = string | SafeString;

/** Formats values by the site's settings. One instance serves a whole page. */
export class ValueDisplay {
  readonly #zone: Zone;
  readonly #grouping: boolean;
  readonly #yes: SafeString;
  readonly #no: SafeString;
  readonly #unknown: SafeString;

  constructor({ options, surroundings, useThousandSeparator }: Engine) {
    this.#zone = zoneOf(surroundings.useTz ? currentTimeZone() : "UTC");
    this.#grouping = useThousandSeparator;
    const icon = (name: string, alt: string): SafeString =>
      formatHtml(
        '<img src="{}" alt="{}">',
        staticUrl(`admin/img/icon-${name}.svg`, options.staticUrl),
        alt,
      );
    this.#yes = icon("yes", "True");
    this.#no = icon("no", "False");
    this.#unknown = icon("unknown", "None");
  }

  /** Returns an icon for true, false or unknown. */
  boolean(value: unknown): SafeString {
    if (value === null || value === undefined) return this.#unknown;
    return value ? this.#yes : this.#no;
  }

  /**
   * Formats any value.
   *
   * @param empty Shown for `null`, `""` and empty lists.
   */
  value(value: unknown, empty: string): Displayed {
    if (typeof value === "string") return value.trim() === "" ? empty : value;
    if (isEmpty(value)) return empty;
    if (typeof value === "number" || typeof value === "bigint") return this.#number(value);
    if (typeof value !== "object") return textOf(value);
    if (value instanceof SafeString) return value;
    if (Array.isArray(value)) return value.map(textOf).join(", ");
    if (value instanceof Duration) return durationText(value);
    const moment = momentOf(value);
    if (!moment) return textOf(value);
    if (moment instanceof DateTime) return this.#moment(moment);
    return formatDate(moment, moment instanceof PlainDate ? "DATE_FORMAT" : "TIME_FORMAT");
  }

  /**
   * Returns a formatter for values of a field: choices by name, numbers and dates by the site's settings, files and URLs as
   * links.
   *
   * @param link Whether files and URLs become links. Default `true`.
   */
  ofField(field: FieldInfo, empty: string, { link = true } = {}): (value: unknown) => Displayed {
    const choices = flatChoices(field.declaration);
    if (choices.length > 0) {
      const names = new Map(choices.map(([value, name]) => [value, textOf(name)]));
      return (value) => names.get(value ?? null) ?? empty;
    }
    if (field.type.kind === "boolean") return (value) => this.boolean(value);
    const show = this.#plain(field, empty, link);
    return (value) => (isEmpty(value) ? empty : show(value));
  }

  #plain(field: FieldInfo, empty: string, link: boolean): (value: unknown) => Displayed {
    const { declaration, isFile, type } = field;
    if (link && (isFile || declaration.kind === "url")) return isFile ? fileLink(empty) : urlLink;
    switch (type.kind) {
      case "date":
        return (value) => formatDate(parseDate(String(value)), "DATE_FORMAT");
      case "time":
        return (value) => formatDate(parseTime(String(value)), "TIME_FORMAT");
      case "decimal": {
        const { decimalPlaces } = declaration;
        const places = decimalPlaces === undefined ? {} : { places: decimalPlaces };
        return (value) => formatNumber(value, { ...places, grouping: this.#grouping });
      }
      case "float":
        // Distinguishes a whole float from an integer.
        return (value) => `${this.#number(value)}${Number.isInteger(value) ? ".0" : ""}`;
      case "json":
        return (value) => pythonJsonText(value);
      default:
        return (value) => this.value(value, empty);
    }
  }

  #number(value: unknown): string {
    return formatNumber(value, { grouping: this.#grouping });
  }

  #moment(moment: DateTime): string {
    return formatDate(moment.zone ? moment.in(this.#zone) : moment, "DATETIME_FORMAT");
  }
}

/** Values that Django counts as empty. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.length === 0;
  return Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).length === 0;
}

function fileLink(empty: string): (value: unknown) => Displayed {
  return (value) => {
    const name = textOf(value);
    const { url } = Object(value) as { readonly url?: string };
    return name === "" ? empty : formatHtml('<a href="{}">{}</a>', url, name);
  };
}

/** A link to a web address; other schemes, which a browser might execute, stay text. */
function urlLink(value: unknown): Displayed {
  const address = textOf(value);
  try {
    validateUrl(address);
  } catch {
    return address;
  }
  return formatHtml('<a href="{}">{}</a>', address, address);
}

/** Formats a duration like Python's `timedelta`: `1 day, 2:03:04`. */
function durationText(duration: Duration): string {
  const [clock = "", days] = duration.toString().split(" ").reverse();
  const text = clock.replace(/^0(?=\d:)/, "");
  if (days === undefined) return text;
  return `${days} day${Math.abs(Number(days)) === 1 ? "" : "s"}, ${text}`;
}

import { Duration } from "../../query/index.ts";
import { textOf } from "../../templates/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import { Field } from "./field.ts";

/** Formats `1 02:30:00`, ISO 8601 and PostgreSQL's output. Source: Django, `utils/dateparse.py`. */
const forms = [
  /^(?:(?<days>-?\d+) (?:days?, )?)?(?<sign>-?)(?:(?<hours>\d+):(?=\d+:\d+))?(?:(?<minutes>\d+):)?(?<seconds>\d+)(?:[.,](?<fraction>\d{1,6})\d{0,6})?$/,
  /^(?<sign>[-+]?)P(?:(?<days>\d+(?:[.,]\d+)?)D)?(?:T(?:(?<hours>\d+(?:[.,]\d+)?)H)?(?:(?<minutes>\d+(?:[.,]\d+)?)M)?(?:(?<seconds>\d+(?:[.,]\d+)?)S)?)?$/,
  /^(?:(?<days>-?\d+) days? ?)?(?:(?<sign>[-+])?(?<hours>\d+):(?<minutes>\d\d):(?<seconds>\d\d)(?:\.(?<fraction>\d{1,6}))?)?$/,
];

/** Limits in days of Django's durations, and of ours. */
const mostDays = 999_999_999;
const ourMostDays = Math.floor(Number.MAX_SAFE_INTEGER / 86_400_000_000);

/** A duration, written as `1 02:30:00`, `02:30` or in ISO 8601. */
export class DurationField<Value = Duration> extends Field<Value> {
  static override defaultErrorMessages = {
    invalid: "Enter a valid duration.",
    overflow: "The number of days must be between {min_days} and {max_days}.",
  };

  override prepareValue(value: unknown): unknown {
    return value instanceof Duration ? value.toString() : value;
  }

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return null;
    if (value instanceof Duration) return value;
    const text = textOf(value);
    for (const [at, form] of forms.entries()) {
      const groups = form.exec(text)?.groups;
      if (groups) return this.durationOf(groups, at === 1);
    }
    throw this.error("invalid");
  }

  private durationOf(
    groups: Readonly<Record<string, string | undefined>>,
    isIso: boolean,
  ): Duration {
    const part = (name: string): number => Number((groups[name] ?? "0").replace(",", "."));
    const sign = groups["sign"] === "-" ? -1 : 1;
    const days = part("days") * (isIso ? sign : 1);
    const microseconds = Number((groups["fraction"] ?? "").padEnd(6, "0"));
    const clock = (part("hours") * 60 + part("minutes")) * 60 + part("seconds");
    const total = days * 86_400 + sign * (clock + microseconds / 1_000_000);
    if (Math.abs(total) >= ourMostDays * 86_400) throw this.overflow(Math.abs(total) / 86_400);
    const exact = (days * 86_400 + sign * clock) * 1_000_000 + sign * microseconds;
    return new Duration(Math.round(exact));
  }

  private overflow(days: number): ValidationError {
    const most = days > mostDays ? mostDays : ourMostDays;
    const { message } = this.error("overflow");
    const words = message.replace("{min_days}", `-${most}`).replace("{max_days}", `${most}`);
    return new ValidationError(words, { code: "overflow" });
  }

  protected override isSame(initial: unknown, value: unknown): boolean {
    return super.isSame(
      initial instanceof Duration ? initial.microseconds : initial,
      value instanceof Duration ? value.microseconds : value,
    );
  }
}

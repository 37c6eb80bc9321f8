import { loadsJson } from "../../signing/index.ts";
import { isEmptyValue } from "../empty.ts";
import { written } from "../errors/python-json.ts";
import { Textarea } from "../widgets/input.ts";
import { CharField, type CharOptions } from "./char-field.ts";
import type { WidgetClass } from "./field.ts";

/** Invalid JSON, shown again unchanged. */
class InvalidJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** Any value as JSON. */
export class JSONField<Value = unknown> extends CharField<Value> {
  static override widget: WidgetClass = Textarea;
  static override defaultErrorMessages = { invalid: "Enter a valid JSON." };

  constructor(options: CharOptions = {}) {
    super(options);
  }

  override toPython(value: unknown): unknown {
    if (this.disabled) return value;
    if (isEmptyValue(value)) return null;
    if (typeof value !== "string") return value;
    try {
      return loadsJson(value);
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
      throw this.error("invalid", { value });
    }
  }

  override acceptsJson(): boolean {
    return true;
  }

  /** A string in a JSON body is a value, not JSON text. */
  override fromJson(value: unknown): unknown {
    return typeof value === "string" ? JSON.stringify(value) : value;
  }

  override boundData(data: unknown, initial: unknown): unknown {
    if (this.disabled) return initial;
    if (typeof data !== "string") return data;
    try {
      return loadsJson(data);
    } catch {
      return new InvalidJson(data);
    }
  }

  override prepareValue(value: unknown): unknown {
    return value instanceof InvalidJson ? value.text : written(value ?? null);
  }

  /** Compares submitted data even for a disabled field, as Django does. */
  override hasChanged(initial: unknown, data: unknown): boolean {
    if (this.disabled) return sortedJson(initial ?? null) !== sortedJson(data ?? null);
    return super.hasChanged(initial, data);
  }

  /** Unlike in Python, true differs from 1; the order of keys does not matter. */
  protected override isSame(initial: unknown, value: unknown): boolean {
    return sortedJson(initial ?? null) === sortedJson(value ?? null);
  }
}

function sortedJson(value: unknown): string {
  return written(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

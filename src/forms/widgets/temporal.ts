/** Date and time inputs. */
import { inputFormats, type InputKind } from "../formats/input-formats.ts";
import { localizeInput } from "../formats/localize-input.ts";
import { TextInput } from "./input.ts";
import type { WidgetOptions } from "./widget.ts";

export interface TemporalOptions extends WidgetOptions {
  /** Format for display, as `strftime` directives. Default: the language's first input format. */
  readonly format?: string | undefined;
}

abstract class TemporalInput extends TextInput {
  static override supportsMicroseconds = false;
  readonly format: string | undefined;

  constructor({ format, ...options }: TemporalOptions = {}) {
    super(options);
    this.format = format || undefined;
  }

  protected abstract readonly kind: InputKind;

  override formatValue(value: unknown): unknown {
    return localizeInput(value, this.format ?? inputFormats(this.kind)[0]) ?? null;
  }
}

export class DateInput extends TemporalInput {
  static override templateName = "django/forms/widgets/date.html";
  protected readonly kind = "date";
}

export class DateTimeInput extends TemporalInput {
  static override templateName = "django/forms/widgets/datetime.html";
  protected readonly kind = "datetime";
}

export class TimeInput extends TemporalInput {
  static override templateName = "django/forms/widgets/time.html";
  protected readonly kind = "time";
}

/** Widgets that combine others. */
import type { FormData } from "../form-data.ts";
import { readingOf } from "../formats/moments.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { Media } from "../rendering/media.ts";
import { PlainDate, PlainTime, textOf } from "../../templates/index.ts";
import { DateInput, TimeInput } from "./temporal.ts";
import { Widget, type WidgetContext, type WidgetOptions } from "./widget.ts";

export type WidgetClass = new () => Widget;

export interface MultiWidgetOptions extends WidgetOptions {
  /** The widgets in order, or by name suffix. */
  readonly widgets:
    | readonly (Widget | WidgetClass)[]
    | Readonly<Record<string, Widget | WidgetClass>>;
}

/** Shows the parts of a value with several widgets; `decompress` splits it. */
export abstract class MultiWidget extends Widget {
  static override templateName = "django/forms/widgets/multiwidget.html";
  static override useFieldset = true;
  /** Suffixes of the parts' names. */
  widgetsNames: readonly string[];
  widgets: readonly Widget[];

  constructor({ widgets, ...options }: MultiWidgetOptions) {
    super(options);
    const named: readonly (readonly [string, Widget | WidgetClass])[] = Array.isArray(widgets)
      ? widgets.map((widget: Widget | WidgetClass, at) => [`_${at}`, widget])
      : Object.entries(widgets).map(([name, widget]) => [name && `_${name}`, widget]);
    this.widgetsNames = named.map(([name]) => name);
    this.widgets = named.map(([, widget]) => (widget instanceof Widget ? widget : new widget()));
  }

  /** Splits a value, which may be null, into parts. */
  abstract decompress(value: unknown): readonly unknown[];

  override clone(): this {
    const copy = super.clone();
    copy.widgets = this.widgets.map((widget) => widget.clone());
    return copy;
  }

  override get isHidden(): boolean {
    return this.widgets.every((widget) => widget.isHidden);
  }

  override get needsMultipartForm(): boolean {
    return this.widgets.some((widget) => widget.needsMultipartForm);
  }

  override get media(): Media {
    return this.widgets.reduce((all, widget) => all.add(widget.media), new Media());
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    const values: readonly unknown[] = Array.isArray(value) ? value : this.decompress(value);
    const { type, ...own } = context.attrs;
    context.attrs = own;
    const subwidgets = this.widgets.map((widget, at) => {
      if (this.isLocalized) widget.isLocalized = true;
      if (type !== undefined) widget.inputType = textOf(type);
      const theirs = own["id"] ? { ...own, id: `${textOf(own["id"])}_${at}` } : own;
      return widget.getContext(name + (this.widgetsNames[at] ?? ""), values[at] ?? null, theirs);
    });
    return Object.assign(context, { subwidgets });
  }

  override idForLabel(): string {
    return "";
  }

  override valueFromDatadict(data: FormData, files: FormData, name: string): unknown {
    return this.widgets.map((widget, at) =>
      widget.valueFromDatadict(data, files, name + (this.widgetsNames[at] ?? "")),
    );
  }

  override valueOmittedFromData(data: FormData, files: FormData, name: string): boolean {
    return this.widgets.every((widget, at) =>
      widget.valueOmittedFromData(data, files, name + (this.widgetsNames[at] ?? "")),
    );
  }
}

export interface SplitDateTimeOptions extends WidgetOptions {
  readonly dateFormat?: string | undefined;
  readonly timeFormat?: string | undefined;
  /** Attributes of the date input only. Default: `attrs`. */
  readonly dateAttrs?: Readonly<Attrs> | undefined;
  /** Attributes of the time input only. Default: `attrs`. */
  readonly timeAttrs?: Readonly<Attrs> | undefined;
}

/** Separate inputs for date and time. */
export class SplitDateTimeWidget extends MultiWidget {
  static override supportsMicroseconds = false;
  static override templateName = "django/forms/widgets/splitdatetime.html";

  constructor({ attrs, dateFormat, timeFormat, dateAttrs, timeAttrs }: SplitDateTimeOptions = {}) {
    super({
      widgets: [
        new DateInput({ attrs: dateAttrs ?? attrs, format: dateFormat }),
        new TimeInput({ attrs: timeAttrs ?? attrs, format: timeFormat }),
      ],
    });
  }

  decompress(value: unknown): readonly unknown[] {
    const reading = readingOf(value);
    if (!reading) return [null, null];
    const { year, month, day, hour, minute, second, microsecond } = reading;
    return [new PlainDate(year, month, day), new PlainTime(hour, minute, second, microsecond)];
  }
}

/** Hidden inputs for date and time. */
export class SplitHiddenDateTimeWidget extends SplitDateTimeWidget {
  static override templateName = "django/forms/widgets/splithiddendatetime.html";

  constructor(options: SplitDateTimeOptions = {}) {
    super(options);
    for (const widget of this.widgets) widget.inputType = "hidden";
  }
}

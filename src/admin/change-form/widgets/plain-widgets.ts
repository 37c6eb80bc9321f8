/** Widgets of fields without relations, with the classes that scripts and styles use. Source: Django, `admin/widgets.py`. */
import {
  DateInput,
  EmailInput,
  NumberInput,
  RadioSelect,
  SplitDateTimeWidget,
  Textarea,
  TextInput,
  TimeInput,
  URLInput,
  type Attrs,
  type TemporalOptions,
  type WidgetContext,
  type WidgetOptions,
} from "../../../forms/index.ts";

const withClass = (name: string, attrs: Readonly<Attrs> = {}): Attrs => ({ class: name, ...attrs });

export class AdminTextInputWidget extends TextInput {
  constructor({ attrs }: WidgetOptions = {}) {
    super({ attrs: withClass("vTextField", attrs) });
  }
}

export class AdminEmailInputWidget extends EmailInput {
  constructor({ attrs }: WidgetOptions = {}) {
    super({ attrs: withClass("vTextField", attrs) });
  }
}

export class AdminURLFieldWidget extends URLInput {
  constructor({ attrs }: WidgetOptions = {}) {
    super({ attrs: withClass("vURLField", attrs) });
  }
}

export class AdminUUIDInputWidget extends TextInput {
  constructor({ attrs }: WidgetOptions = {}) {
    super({ attrs: withClass("vUUIDField", attrs) });
  }
}

export class AdminIntegerFieldWidget extends NumberInput {
  constructor({ attrs }: WidgetOptions = {}) {
    super({ attrs: withClass("vIntegerField", attrs) });
  }
}

export class AdminBigIntegerFieldWidget extends NumberInput {
  constructor({ attrs }: WidgetOptions = {}) {
    super({ attrs: withClass("vBigIntegerField", attrs) });
  }
}

export class AdminTextareaWidget extends Textarea {
  constructor({ attrs }: WidgetOptions = {}) {
    super({ attrs: withClass("vLargeTextField", attrs) });
  }
}

export class AdminDateWidget extends DateInput {
  constructor({ attrs, ...options }: TemporalOptions = {}) {
    super({ ...options, attrs: { size: "10", ...withClass("vDateField", attrs) } });
  }
}

export class AdminTimeWidget extends TimeInput {
  constructor({ attrs, ...options }: TemporalOptions = {}) {
    super({ ...options, attrs: { size: "8", ...withClass("vTimeField", attrs) } });
  }
}

/** A date and a time input, whose names end with `_0` and `_1`. */
export class AdminSplitDateTime extends SplitDateTimeWidget {
  static override templateName = "admin/widgets/split_datetime.html";

  constructor({ attrs }: WidgetOptions = {}) {
    super({
      attrs,
      dateAttrs: { size: "10", ...withClass("vDateField", attrs) },
      timeAttrs: { size: "8", ...withClass("vTimeField", attrs) },
    });
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    return Object.assign(context, { date_label: "Date:", time_label: "Time:" });
  }
}

/** Radio buttons below each other, or in a row with the class `inline`. */
export class AdminRadioSelect extends RadioSelect {}

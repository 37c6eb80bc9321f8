import { infoOf, ModelBase, readForText, sourceOf, type AnyQuerySet } from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import { prohibitNullCharacters } from "../../validators/index.ts";
import { type Choices, type ChoicesInput } from "../choices.ts";
import { isEmptyValue } from "../empty.ts";
import { Field, type FieldOptions, type SharedRows, type WidgetClass } from "../fields/field.ts";
import { ChoiceField } from "../fields/choice-fields.ts";
import type { BoundField } from "../forms/bound-field.ts";
import { ChoiceWidget } from "../widgets/choice-widget.ts";
import { RadioSelect, Select } from "../widgets/select.ts";
import type { Widget } from "../widgets/widget.ts";
import { withLimit } from "./limit-choices.ts";
import { ModelChoiceIterator } from "./model-choices.ts";

/** Rows to choose from: `Author.objects.filter({ active: true })`. */
export interface ChoiceRows<R = object> extends PromiseLike<R[]> {
  all(): ChoiceRows<R>;
}

export interface ModelChoiceOptions extends FieldOptions {
  /** Label of the empty choice; null for none. Default `"---------"`. */
  readonly emptyLabel?: unknown;
  /** Unique field that identifies rows in the page. Default: the primary key. */
  readonly toFieldName?: string | undefined;
  /** Conditions on the rows, or a function that returns them. */
  readonly limitChoicesTo?: unknown;
  /** Whether radio buttons include an empty choice. Default false. */
  readonly blank?: boolean | undefined;
}

/** Chooses an object of a model, null for none. Its choices are loaded when it is shown. */
export class ModelChoiceField<Value = unknown> extends ChoiceField<Value> {
  static override widget: WidgetClass = Select;
  static override defaultErrorMessages: Readonly<Record<string, unknown>> = {
    invalid_choice: "Select a valid choice. That choice is not one of the available choices.",
  };
  /** Creates the choices from rows. */
  static iterator: typeof ModelChoiceIterator = ModelChoiceIterator;

  emptyLabel: unknown;
  readonly toFieldName: string | undefined;
  readonly limitChoicesTo: unknown;
  /** The rows, once loaded. */
  loaded: readonly object[] | undefined;
  protected rows: AnyQuerySet;
  protected ownChoices = false;

  constructor(queryset: ChoiceRows, options: ModelChoiceOptions = {}) {
    super(options);
    const { emptyLabel = "---------", toFieldName, limitChoicesTo, blank = false } = options;
    const mustChoose = this.required && options.initial !== undefined && options.initial !== null;
    const isRadio = this.widget instanceof RadioSelect && !blank;
    this.emptyLabel = mustChoose || isRadio ? null : emptyLabel;
    this.toFieldName = toFieldName;
    this.limitChoicesTo = limitChoicesTo;
    this.rows = asRows(queryset).all();
  }

  /** The rows to choose from; can be set. */
  get queryset(): AnyQuerySet {
    return this.rows;
  }

  set queryset(queryset: ChoiceRows) {
    this.rows = asRows(queryset).all();
    this.loaded = undefined;
    if (this.ownsWidget) this.offer(this.widget);
  }

  override get choices(): Choices {
    if (this.ownChoices) return super.choices;
    const { iterator: Iterator } = this.constructor as typeof ModelChoiceField;
    return new Iterator(this);
  }

  /** Replaces the displayed choices; the chosen object must still be one of the rows. */
  override set choices(choices: ChoicesInput) {
    this.ownChoices = true;
    super.choices = choices;
  }

  protected override makeWidget(source: Widget | WidgetClass): Widget {
    const widget = super.makeWidget(source);
    this.offer(widget);
    return widget;
  }

  private offer(widget: Widget): void {
    if (widget instanceof ChoiceWidget) widget.choices = this.choices;
  }

  override clone(): this {
    const copy = super.clone();
    copy.loaded = undefined;
    return copy;
  }

  /** Returns a row's label. */
  labelFromInstance(object: object): unknown {
    return textOf(object);
  }

  /** Filters the rows by the current `limitChoicesTo`. */
  applyLimitChoicesTo(): void {
    const limit: unknown =
      typeof this.limitChoicesTo === "function"
        ? Reflect.apply(this.limitChoicesTo, undefined, [])
        : this.limitChoicesTo;
    if (!isEmptyValue(limit)) this.queryset = withLimit(this.rows, limit as object);
  }

  override load(shared?: SharedRows): Promise<void> | undefined {
    const { widget } = this;
    if (this.loaded || this.ownChoices) return undefined;
    return widget instanceof ChoiceWidget && widget.offersAll ? this.readRows(shared) : undefined;
  }

  private async readRows(shared: SharedRows = new Map()): Promise<void> {
    const { rows } = this;
    const reading = shared.get(rows) ?? readChoices(rows);
    shared.set(rows, reading);
    const loaded = await reading;
    if (rows === this.rows) this.loaded = loaded;
  }

  override prepareValue(value: unknown): unknown {
    if (!(value instanceof ModelBase)) return value;
    return this.toFieldName === undefined ? value.pk : attributeOf(value, this.toFieldName);
  }

  /** @throws {ValidationError} If the value is none of the rows. */
  override toPython(value: unknown): unknown {
    return isEmptyValue(value) ? null : this.findOne(value);
  }

  private async findOne(value: unknown): Promise<object> {
    const key = value instanceof ModelBase ? this.keyOf(value) : value;
    prohibitNull(key);
    const condition = this.condition(key);
    const [found] = condition ? await this.queryset.filter(condition).limit(1) : [];
    if (found) return found;
    throw this.error("invalid_choice", { value: textOf(key) });
  }

  /** Returns what identifies an object in the page. */
  protected keyOf(object: ModelBase): unknown {
    return attributeOf(object, this.toFieldName ?? "pk");
  }

  /** Returns the condition for a submitted key; undefined if it is invalid. Never uses submitted data as a condition. */
  protected condition(key: unknown): object | undefined {
    if (!isKey(key)) return undefined;
    const { info } = sourceOf(this.queryset);
    const name = this.toFieldName ?? "pk";
    const field =
      name === "pk" ? info.primaryKey : (info.fields.get(name) ?? info.attributes.get(name));
    try {
      return { [name]: field ? field.type.prepare(key) : key };
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) return undefined;
      throw error;
    }
  }

  override validate(value: unknown): void {
    Field.prototype.validate.call(this, value);
  }

  override clean(value: unknown): unknown {
    const found = this.toPython(value);
    return found instanceof Promise
      ? found.then((object: unknown) => this.checked(object))
      : this.checked(found);
  }

  private checked(value: unknown): unknown {
    this.validate(value);
    this.runValidators(value);
    return value;
  }

  override cleanBoundField(bound: BoundField): unknown {
    return this.clean(this.disabled ? bound.initial : bound.data);
  }

  override hasChanged(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false;
    return textOf(this.prepareValue(initial ?? "")) !== textOf(data ?? "");
  }
}

/** Loads the rows with the relations that their labels need. */
async function readChoices(rows: AnyQuerySet): Promise<readonly object[]> {
  const found = (await rows.all()) as readonly object[];
  await readForText(found);
  return found;
}

/** Whether submitted data can be a key. */
function isKey(value: unknown): value is string | number | bigint | boolean {
  return ["string", "number", "bigint", "boolean"].includes(typeof value);
}

/** @throws {ValidationError} If a text contains NUL. */
export function prohibitNull(value: unknown): void {
  if (typeof value === "string") prohibitNullCharacters(value);
}

/** Returns a field's value as its column has it; for a relation, the key. */
export function attributeOf(object: ModelBase, name: string): unknown {
  const { fields } = infoOf(object.constructor);
  return Reflect.get(object, fields.get(name)?.attribute ?? name);
}

function asRows(queryset: unknown): AnyQuerySet {
  return queryset as AnyQuerySet;
}

import { SelectMultiple, type Attrs, type WidgetContext } from "../../../forms/index.ts";

/** Multiple choice with two searchable boxes, built by a script from a plain list. */
export class FilteredSelectMultiple extends SelectMultiple {
  readonly verboseName: string;
  readonly isStacked: boolean;

  /** @param isStacked Whether the boxes are placed below each other. */
  constructor(verboseName: string, isStacked: boolean, attrs: Readonly<Attrs> = {}) {
    super({ attrs });
    this.verboseName = verboseName;
    this.isStacked = isStacked;
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    Object.assign(context.attrs, {
      class: this.isStacked ? "selectfilterstacked" : "selectfilter",
      "data-field-name": this.verboseName,
      "data-is-stacked": this.isStacked ? 1 : 0,
    });
    return context;
  }
}

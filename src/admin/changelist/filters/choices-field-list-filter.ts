import { flatChoices } from "../../../models/index.ts";
import { textOf } from "../../../templates/index.ts";
import type { FilteredList } from "../list-filter.ts";
import { FieldListFilter, type FilterLine } from "./field-list-filter.ts";

/** Offers a field's choices by name. */
export class ChoicesFieldListFilter extends FieldListFilter {
  override expectedParameters(): readonly string[] {
    return [`${this.lookup}__exact`, `${this.lookup}__isnull`];
  }

  protected override lines(list: FilteredList): readonly FilterLine[] {
    const [exact = "", isNull = ""] = this.expectedParameters();
    const chosen = this.usedParameters.get(exact);
    const choices = flatChoices(this.source?.declaration ?? {});
    const named = choices
      .filter(([value]) => value !== null)
      .map(([value, name]) =>
        this.line(list, exact, value, {
          name,
          selected: chosen?.includes(textOf(value)) ?? false,
          without: [isNull],
        }),
      );
    const none = choices
      .filter(([value]) => value === null)
      .map(([, name]) =>
        this.line(list, isNull, "True", {
          name,
          selected: Boolean(this.lastOf(isNull)),
          without: [exact],
        }),
      );
    return [this.all(list, chosen === undefined), ...named, ...none];
  }
}

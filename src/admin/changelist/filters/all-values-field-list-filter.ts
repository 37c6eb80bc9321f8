import { querySetOf } from "../../../models/index.ts";
import { textOf } from "../../../templates/index.ts";
import type { AdminRows } from "../../options/base-model-admin.ts";
import type { FilteredList } from "../list-filter.ts";
import { FieldListFilter, type FilterLine } from "./field-list-filter.ts";

/** Offers every existing value. */
export class AllValuesFieldListFilter extends FieldListFilter {
  lookupChoices: readonly unknown[] = [];

  override expectedParameters(): readonly string[] {
    return [this.lookup, `${this.lookup}__isnull`];
  }

  override async load(): Promise<void> {
    await super.load();
    const { model, name } = this.part;
    const rows = (
      model === this.model ? this.modelAdmin.getQueryset(this.request) : querySetOf(model.model)
    ) as AdminRows;
    this.lookupChoices = await rows
      .orderBy(name as never)
      .valuesList(name as never, { flat: true })
      .distinct();
  }

  protected override lines(list: FilteredList): readonly FilterLine[] {
    const [exact = "", isNull = ""] = this.expectedParameters();
    const chosen = this.usedParameters.get(exact);
    const none = this.lastOf(isNull);
    const lines = this.lookupChoices
      .filter((value) => value !== null)
      .map((value) =>
        this.line(list, exact, value, {
          name: textOf(value),
          selected: chosen?.includes(textOf(value)) ?? false,
          without: [isNull],
        }),
      );
    if (this.lookupChoices.includes(null)) {
      lines.push(
        this.line(list, isNull, "True", {
          name: this.modelAdmin.getEmptyValueDisplay(),
          selected: Boolean(none),
          without: [exact],
        }),
      );
    }
    return [this.all(list, chosen === undefined && none === undefined), ...lines];
  }
}

import { flatChoices } from "../../../models/index.ts";
import type { FilteredList } from "../list-filter.ts";
import { FieldListFilter, type FilterLine } from "./field-list-filter.ts";

/** Offers yes, no and, for nullable fields, unknown. */
export class BooleanFieldListFilter extends FieldListFilter {
  get #exact(): string {
    return `${this.lookup}__exact`;
  }

  get #isNull(): string {
    return `${this.lookup}__isnull`;
  }

  override expectedParameters(): readonly string[] {
    return [this.#exact, this.#isNull];
  }

  protected override lines(list: FilteredList): readonly FilterLine[] {
    const names = new Map(flatChoices(this.source?.declaration ?? {}));
    const [chosen, unknown] = [this.lastOf(this.#exact), this.lastOf(this.#isNull)];
    const lines = (["1", "0"] as const).map((value) =>
      this.line(list, this.#exact, value, {
        name: names.get(value === "1") ?? (value === "1" ? "Yes" : "No"),
        selected: chosen === value && !unknown,
        without: [this.#isNull],
      }),
    );
    if (this.nullable) {
      lines.push(
        this.line(list, this.#isNull, "True", {
          name: names.get(null) ?? "Unknown",
          selected: unknown === "True",
          without: [this.#exact],
        }),
      );
    }
    return [this.all(list, chosen === undefined && !unknown), ...lines];
  }
}

import { isIn } from "../../../query/index.ts";
import type { AdminRows } from "../../options/base-model-admin.ts";
import { RelatedFieldListFilter } from "./related-field-list-filter.ts";

/** Offers only related objects that rows of the list refer to. */
export class RelatedOnlyFieldListFilter extends RelatedFieldListFilter {
  protected override choiceRows(): AdminRows {
    const rows: AdminRows = this.modelAdmin.getQueryset(this.request);
    const keys = rows
      .orderBy()
      .valuesList(`${this.path}.pk` as never, { flat: true })
      .distinct();
    return super.choiceRows().filter({ pk: isIn(keys) });
  }
}

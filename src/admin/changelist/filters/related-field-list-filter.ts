import type { FieldInfo, ModelInfo } from "../../../models/index.ts";
import { querySetOf } from "../../../models/index.ts";
import { textOf } from "../../../templates/index.ts";
import { nameInMarkup } from "../../names.ts";
import type { AdminRows } from "../../options/base-model-admin.ts";
import type { FilteredList } from "../list-filter.ts";
import { FieldListFilter, type FilterLine } from "./field-list-filter.ts";

/** Offers the related objects. */
export class RelatedFieldListFilter extends FieldListFilter {
  /** Choices: key and text of objects. */
  lookupChoices: readonly (readonly [key: unknown, name: string])[] = [];

  protected get related(): ModelInfo {
    const { relation } = this.part;
    if (relation) return relation.model;
    throw new TypeError(`The filter of '${this.path}' needs a relation.`);
  }

  /** The field of the related model that the relation refers to. */
  protected get target(): FieldInfo {
    return this.part.field?.target ?? this.related.primaryKey;
  }

  override expectedParameters(): readonly string[] {
    return [`${this.lookup}__${nameInMarkup(this.target.name)}__exact`, `${this.lookup}__isnull`];
  }

  override async load(): Promise<void> {
    await super.load();
    this.lookupChoices = await this.fieldChoices();
  }

  /** Returns the rows to choose from, in the order of their own list. */
  protected choiceRows(): AdminRows {
    const related = this.modelAdmin.adminSite.findModelAdmin(this.related.model);
    const ordering = related?.getOrdering(this.request) ?? [];
    const rows = querySetOf(this.related.model) as AdminRows;
    const limit = this.source?.declaration.limitChoicesTo;
    const where: unknown = typeof limit === "function" ? limit() : limit;
    const limited = where === undefined ? rows : rows.filter(where as never);
    return ordering.length > 0 ? limited.orderBy(...(ordering as never[])) : limited;
  }

  protected async fieldChoices(): Promise<readonly (readonly [key: unknown, name: string])[]> {
    const { attribute } = this.target;
    const rows: readonly object[] = await this.choiceRows();
    return rows.map((object) => [Reflect.get(object, attribute), textOf(object)] as const);
  }

  /** Whether to offer rows without a related object. */
  protected get includesEmpty(): boolean {
    const { field, relation } = this.part;
    if (!field) return true;
    return field.nullable || relation?.many === true;
  }

  override hasOutput(): boolean {
    return this.lookupChoices.length + (this.includesEmpty ? 1 : 0) > 1;
  }

  protected override lines(list: FilteredList): readonly FilterLine[] {
    const [exact = "", isNull = ""] = this.expectedParameters();
    const chosen = this.usedParameters.get(exact);
    const none = Boolean(this.lastOf(isNull));
    const lines = this.lookupChoices.map(([key, name]) =>
      this.line(list, exact, key, {
        name,
        selected: chosen?.includes(textOf(key)) ?? false,
        without: [isNull],
      }),
    );
    if (this.includesEmpty) {
      lines.push(
        this.line(list, isNull, "True", {
          name: this.modelAdmin.getEmptyValueDisplay(),
          selected: none,
          without: [exact],
        }),
      );
    }
    return [this.all(list, chosen === undefined && !none), ...lines];
  }
}

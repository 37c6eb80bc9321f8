/** The fields for order and deletion that a form set adds to each form. */
import { BooleanField } from "../fields/boolean-fields.ts";
import type { WidgetClass } from "../fields/field.ts";
import { IntegerField } from "../fields/number-fields.ts";
import type { BaseForm } from "../forms/form.ts";
import { isTrue } from "../truth.ts";

export const ORDERING_FIELD_NAME = "ORDER";
export const DELETION_FIELD_NAME = "DELETE";

export function orderField(place: number | undefined, widget: WidgetClass): IntegerField {
  return new IntegerField({ label: "Order", initial: place, required: false, widget });
}

export function deleteField(widget: WidgetClass): BooleanField {
  return new BooleanField({ label: "Delete", required: false, widget });
}

/** For `sort()`: forms without a number come last and keep their order. */
export function byOrder(one: BaseForm, other: BaseForm): number {
  const [place, others] = [placeOf(one), placeOf(other)];
  return place === others ? 0 : place - others;
}

function placeOf(form: BaseForm): number {
  const order: unknown = Reflect.get(form.cleanedData, ORDERING_FIELD_NAME);
  return typeof order === "number" ? order : Infinity;
}

export function isMarked(form: BaseForm): boolean {
  const cleaned: object = form.cleanedData ?? {};
  return (
    Object.hasOwn(cleaned, DELETION_FIELD_NAME) && isTrue(Reflect.get(cleaned, DELETION_FIELD_NAME))
  );
}

import { Expression, ValueError, type Bindable, type Vendor } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";

/** Converts a value for an insert. @throws {ValueError} If it is an expression. */
export function bound(field: FieldInfo, value: unknown, vendor: Vendor): Bindable {
  if (value === null || value === undefined) return null;
  if (value instanceof Expression) {
    throw new ValueError(
      `${field.model.name}.${field.name}: an expression of a row cannot be inserted, as there is no row yet.`,
    );
  }
  return field.type.toDatabase(value, vendor);
}

/** Returns the placeholder of a value at a position from 1. */
export function placeholder(vendor: Vendor, place: number): string {
  return vendor === "sqlite" ? "?" : `$${place}`;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

import { columns } from "./columns.ts";
import { relations } from "./relations.ts";

/**
 * The kinds of fields, with Django's names. Each is followed by `.nullable()`, `.default(value)`, `.dbDefault(value)`,
 * `.unique()`, `.index()`, `.primary()` or `.dbColumn(name)`.
 */
export const fields: typeof columns & typeof relations = { ...columns, ...relations };

import { columns } from "./columns.ts";
import { relations } from "./relations.ts";

/**
 * The kinds of fields, by Django's names. Behind each stand `.nullable()`, `.default(value)`,
 * `.dbDefault(value)`, `.unique()`, `.index()`, `.primary()` and `.dbColumn(name)`.
 */
export const fields: typeof columns & typeof relations = { ...columns, ...relations };

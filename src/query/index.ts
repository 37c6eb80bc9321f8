/** Queries as values, and their SQL for each database. */
export { FieldDoesNotExist, FieldError, ValueError } from "./errors.ts";
export {
  aggregate,
  count as countRows,
  exists as hasRows,
  keys,
  rows,
  readerOf,
  send,
  settled,
  type Rows,
  type Runner,
} from "./run.ts";
export { conditionText, expressionText } from "./schema-sql.ts";
export { asQuery, queryOf } from "./key.ts";
export type {
  Bindable,
  ColumnKind,
  ColumnType,
  FieldMeta,
  ModelMeta,
  RelationMeta,
  Step,
  Vendor,
} from "./meta.ts";
export { metaOf } from "./objects.ts";
export {
  prepare,
  prepareDelete,
  prepareUpdate,
  type Plan,
  type PlanColumn,
  type Prepared,
} from "./plan.ts";
export { Query } from "./query.ts";
export {
  registerLookup,
  registerTransform,
  type RegisteredLookup,
  type RegisteredTransform,
} from "./registry.ts";
export type { LockOptions, Named } from "./steps.ts";
export { F, Expression, Value, outer, type OrderOptions } from "./nodes/expression.ts";
export { Lookup } from "./nodes/lookup.ts";
export {
  Q,
  and,
  filteredRelation,
  isPlainObject,
  not,
  or,
  xor,
  type Condition,
  type Where,
} from "./nodes/q.ts";
export * from "./functions/aggregates.ts";
export * from "./functions/comparison.ts";
export * from "./functions/dates.ts";
export * from "./functions/lookups.ts";
export * from "./functions/math.ts";
export * from "./functions/subqueries.ts";
export * from "./functions/text.ts";
export * from "./functions/windows.ts";
export { columnType, type ColumnOptions } from "./types/column-type.ts";
export { postgresqlTypes } from "./dialects/postgresql-types.ts";
export { Duration } from "./types/duration.ts";
export { pythonJson, pythonJsonText } from "./types/python-json.ts";
export { refusedValue } from "./types/refused-value.ts";
export { currentTimeZone, overrideTimeZone } from "../timezone/index.ts";

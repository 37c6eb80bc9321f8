/** States of models, their differences, and the statements that change a database accordingly. */
export { inverse, type Change, type Hints, type SchemaReader, type Statement } from "./change.ts";
export { columnName, columnOf } from "./columns.ts";
export { statementsOf } from "./editor.ts";
export { lockOf, type Lock } from "./locks.ts";
export { snakeCase, tableName } from "./names.ts";
export { renamedIn } from "./renamed-in.ts";
export {
  applyDelta,
  labelParts,
  overlay,
  type ComparedValue,
  type Comparison,
  type ConditionState,
  type ConstraintState,
  type Delta,
  type FieldState,
  type IndexState,
  type Literal,
  type ModelState,
  type SqlText,
  type State,
} from "./state.ts";
export { splitStatements } from "./sqlite/split.ts";
export { tablesOf, usualPivot } from "./tables.ts";

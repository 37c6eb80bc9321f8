/**
 * `mkweb/migrations`: schema changes, detected by comparing models, written to files and applied in order.
 * See docs/topics/migrations.md.
 */
export type { Answers } from "./detect/answers.ts";
export { detectChanges } from "./detect/autodetect.ts";
export { currentState } from "./current-state.ts";
export { cutIntoMigrations, type AppChanges, type Cut } from "./detect/cut.ts";
export { Executor } from "./run/executor.ts";
export { applyOperations, MigrationGraph, type AppliedMigration } from "./graph.ts";
export { loadMigrations } from "./load.ts";
export { createExtension, runCode, runSQL } from "./operations/data-operations.ts";
export {
  addField,
  alterField,
  removeField,
  renameField,
  type OneOff,
} from "./operations/field-operations.ts";
export {
  addConstraint,
  addIndex,
  addIndexConcurrently,
  removeConstraint,
  removeIndex,
  removeIndexConcurrently,
  renameIndex,
  validateConstraint,
} from "./operations/index-operations.ts";
export {
  alterModelOptions,
  alterModelTable,
  alterModelTableComment,
  createModel,
  deleteModel,
  renameModel,
} from "./operations/model-operations.ts";
export type {
  HistoricalInstance,
  HistoricalModel,
  HistoricalQuerySet,
} from "./historical/types.ts";
export {
  defineMigration,
  type CodeContext,
  type Migration,
  type Operation,
  type Sql,
} from "./operations/operation.ts";
export { planMigrations, type Plan, type PlannedMigration } from "./plan.ts";
export {
  definePostMigrate,
  emitPostMigrate,
  type MigratedDatabase,
  type PostMigrate,
  type PostMigrateContext,
} from "./run/post-migrate.ts";
export { optimized } from "./optimize.ts";
export { appliedMigrations, recordReplacements } from "./run/recorder.ts";
export { swappable, swappableDependency } from "./operations/swappable.ts";
export { squash, type Squashed } from "./squash.ts";
export { detectModelRenames, type Models as ModelStates } from "./detect/renamed-models.ts";
export { targetsOf } from "./detect/targets.ts";
export { rehearse, startOf, type RehearsedMigration } from "./run/rehearsal.ts";
export { migrationSource, type Places } from "./write.ts";

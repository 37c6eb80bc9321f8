export type { Answers } from "./answers.ts";
export { detectChanges } from "./autodetect.ts";
export { currentState } from "./current-state.ts";
export { cutIntoMigrations, type AppChanges, type Cut } from "./cut.ts";
export { Executor } from "./executor.ts";
export { applyOperations, MigrationGraph, type AppliedMigration } from "./graph.ts";
export { loadMigrations } from "./load.ts";
export { createExtension, runCode, runSQL } from "./data-operations.ts";
export { addField, alterField, removeField, renameField, type OneOff } from "./field-operations.ts";
export {
  addConstraint,
  addIndex,
  addIndexConcurrently,
  removeConstraint,
  removeIndex,
  removeIndexConcurrently,
  renameIndex,
  validateConstraint,
} from "./index-operations.ts";
export {
  alterModelOptions,
  alterModelTable,
  alterModelTableComment,
  createModel,
  deleteModel,
  renameModel,
} from "./model-operations.ts";
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
} from "./operation.ts";
export { planMigrations, type Plan, type PlannedMigration } from "./plan.ts";
export {
  definePostMigrate,
  emitPostMigrate,
  type MigratedDatabase,
  type PostMigrate,
  type PostMigrateContext,
} from "./post-migrate.ts";
export { optimized } from "./optimize.ts";
export { appliedMigrations, recordReplacements } from "./recorder.ts";
export { swappable, swappableDependency } from "./swappable.ts";
export { squash, type Squashed } from "./squash.ts";
export { detectModelRenames, type Models as ModelStates } from "./renamed-models.ts";
export { targetsOf } from "./targets.ts";
export { rehearse, startOf, type RehearsedMigration } from "./rehearsal.ts";
export { migrationSource, type Places } from "./write.ts";

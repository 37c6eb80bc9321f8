export type { Answers } from "./answers.ts";
export { detectChanges } from "./autodetect.ts";
export { cutIntoMigrations, targetsOf, type AppChanges, type Cut } from "./cut.ts";
export { Executor, type Step } from "./executor.ts";
export { applyOperations, MigrationGraph, type AppliedMigration } from "./graph.ts";
export { loadMigrations } from "./load.ts";
export { runCode, runSQL, statementsFor } from "./data-operations.ts";
export { addField, alterField, removeField, renameField, type OneOff } from "./field-operations.ts";
export { addConstraint, addIndex, removeConstraint, removeIndex } from "./index-operations.ts";
export { alterModelTable, createModel, deleteModel, renameModel } from "./model-operations.ts";
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
export { appliedMigrations } from "./recorder.ts";
export { detectModelRenames } from "./renamed-models.ts";
export { migrationSource } from "./write.ts";

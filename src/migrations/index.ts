export { detectChanges, type Answers } from "./autodetect.ts";
export { Executor, type Step } from "./executor.ts";
export { applyOperations, type AppliedMigration } from "./graph.ts";
export { loadMigrations, MigrationGraph } from "./load.ts";
export {
  addField,
  addIndex,
  alterField,
  createModel,
  defineMigration,
  deleteModel,
  removeField,
  removeIndex,
  renameField,
  runCode,
  runSQL,
  statementsFor,
  type CodeContext,
  type Migration,
  type Operation,
  type Sql,
} from "./operations.ts";
export { planMigrations, type Plan, type PlannedMigration } from "./plan.ts";
export {
  definePostMigrate,
  emitPostMigrate,
  type MigratedDatabase,
  type PostMigrate,
  type PostMigrateContext,
} from "./post-migrate.ts";
export { appliedMigrations } from "./recorder.ts";
export { migrationSource } from "./write.ts";

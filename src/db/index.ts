export { abstractModel, type AbstractModel } from "./abstract-model.ts";
export {
  atomic,
  beginUnitOfWork,
  entityManager,
  forgetObjects,
  kysely,
  unitOfWork,
} from "./unit-of-work.ts";
export { closeModels, openModels, provideModels, type Models } from "./models.ts";
export {
  DatabaseError,
  DataError,
  IntegrityError,
  OperationalError,
  ProgrammingError,
  TransactionManagementError,
} from "../connections/index.ts";
export { DoesNotExist, MultipleObjectsReturned } from "./exceptions.ts";
export { fields } from "./fields.ts";
export type { FieldOptions } from "./field-options.ts";
export {
  and,
  contains,
  endsWith,
  F,
  gt,
  gte,
  iContains,
  isIn,
  isNull,
  lt,
  lte,
  not,
  or,
  range,
  startsWith,
  year,
  type FieldReference,
  type Lookup,
} from "./lookups.ts";
export { Manager, objects, type Found, type ListOptions } from "./manager.ts";
export type { ModelInstance, NewData } from "./instance.ts";
export { defineModel, type Model } from "./model.ts";
export type { CheckOptions, IndexOptions, ModelOptions, UniqueOptions } from "./model-options.ts";
export type { Deleted } from "./delete.ts";
export type { CleanOptions } from "./validation/full-clean.ts";
export type { Where } from "./where.ts";
export { dumpRows, type FixtureObject } from "./fixtures/dump.ts";
export { loadFixtures, type ParsedFixture } from "./fixtures/load.ts";
export { fixtureSource, type FixtureModel, type FixtureSource } from "./fixtures/models.ts";
export { parseFixture, type ParsedObject, type ParseOptions } from "./fixtures/parse.ts";
export { columnNameOf, relationColumnOf } from "./orm/names.ts";
export { checkModels } from "./checks/check-models.ts";
export { currentState } from "./schema/current-state.ts";
export { openHistory, type HistoricalInstance, type HistoricalModels } from "./schema/history.ts";

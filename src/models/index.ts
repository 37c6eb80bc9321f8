/** Models with their fields, rows, managers and relations. */
export { abstractModel, type AbstractClass } from "./abstract-model.ts";
export {
  aliasForRead,
  aliasForWrite,
  connectionFor,
  type DatabaseRouter,
  type RoutingHints,
} from "./databases.ts";
export { createModel, defineModel, isModel, type ModelClass } from "./define-model.ts";
export { DoesNotExist, MultipleObjectsReturned } from "./errors.ts";
export * from "./expressions/aggregates.ts";
export * from "./expressions/date-functions.ts";
export * from "./expressions/date-lookups.ts";
export * from "./expressions/expressions.ts";
export * from "./expressions/lookups.ts";
export * from "./expressions/math-functions.ts";
export * from "./expressions/text-functions.ts";
export * from "./expressions/window-functions.ts";
export type {
  FieldDeclaration,
  FieldKind,
  FieldOptions,
  ModelClass as AnyModel,
  OnDelete,
} from "./fields/declaration.ts";
export { flatChoices } from "./fields/choices.ts";
export { FieldBuilder } from "./fields/declaration.ts";
export { fields } from "./fields/fields.ts";
export { setTo } from "./fields/relations.ts";
export { databaseDefault } from "./instances/database-default.ts";
export { ModelBase, stateOf } from "./instances/model-base.ts";
export { NotLoadedError } from "./instances/not-loaded.ts";
export { getRelated } from "./instances/related-object.ts";
export { checkModels } from "./checks/check-models.ts";
export { deletionTree, type DeletionNode, type DeletionTree } from "./deletion/tree.ts";
export { ProtectedError, RestrictedError } from "./deletion/errors.ts";
export { dumpRows, type DumpOptions, type FixtureObject } from "./fixtures/dump.ts";
export { fixtureModels, type FixtureModel } from "./fixtures/fixture-model.ts";
export { loadFixtures, type ParsedFixture } from "./fixtures/load.ts";
export {
  constraintsOf,
  indexesOf,
  type DeclaredConstraint,
  type DeclaredIndex,
} from "./meta/rules.ts";
export { inDependencyOrder } from "./fixtures/natural-keys.ts";
export { parseFixture, type ParsedObject, type ParseOptions } from "./fixtures/parse.ts";
export { objectText, readForText } from "./prefetch/read-for-text.ts";
export { prefetchRelatedObjects } from "./prefetch/prefetch-related-objects.ts";
export { sourceOf } from "./queries/source.ts";
export { contentTypeKey, contentTypeModel, forgetContentTypes } from "./related/content-types.ts";
export { templateAttribute } from "./instances/template.ts";
export { declarationOf } from "./meta/declared.ts";
export type { FieldInfo } from "./meta/field-info.ts";
export type { ManyToManyInfo } from "./meta/many-to-many.ts";
export type { ModelInfo } from "./meta/model-info.ts";
export { columnNameOf, relationColumnOf, wordsOf } from "./meta/names.ts";
export type { DeclaredOptions, ModelDeclaration } from "./meta/options.ts";
export { registerModels } from "./meta/register.ts";
export { infoOf, models, Registry } from "./meta/registry.ts";
export { foreignKeysTo, type RelationInfo } from "./meta/relations.ts";
export {
  closeModels,
  installedApps,
  isSetUpWith,
  loadModels,
  setup,
  setupModels,
  type AppModels,
} from "./project.ts";
export { baseQuerySet, type AnyQuerySet } from "./queries/base.ts";
export { Prefetch, prefetch } from "./queries/prefetch.ts";
export { QuerySet, querySetOf } from "./queries/query-set.ts";
export type { RelatedManager } from "./related/related-manager.ts";
export * from "./signals.ts";
export { dayIn } from "./validation/days.ts";
export { uniqueChecks, type UniqueChecks } from "./validation/unique.ts";
export { listed } from "./validation/words.ts";
export type * from "./types/conditions.ts";
export type { Aggregate, Annotations, Rows } from "./types/expressions.ts";
export type * from "./types/field.ts";
export type * from "./types/model-object.ts";
export type { NotLoaded } from "./types/not-loaded.ts";
export type * from "./types/options.ts";
export type * from "./types/paths.ts";
export type * from "./types/row.ts";
export type { BulkCreateOptions, Changes } from "./types/writing.ts";
export { atomic, kysely, onCommit } from "./transactions.ts";

/** Finds the relation behind a statement that is sent once per row, and how to load it for all rows at once. */
import { foreignKeysTo, models, type FieldInfo, type ModelInfo } from "../models/index.ts";

export interface Hint {
  /** `polls.Choice.question`, or all candidates if there are several. */
  readonly relations: readonly string[];
  readonly advice: string;
}

/** Matches a SELECT by one column of its table or a joined one; tables may have aliases. */
const BY_COLUMN = /^SELECT [^]*? FROM "([^"]+)"[^]*? WHERE \(?"?(\w+)"?\."([^"]+)" (?:=|IN) /;

/** `FROM "library_book" t0`, `JOIN "library_genre" t1 ON`. */
const NAMED = /\b(?:FROM|JOIN) "([^"]+)"(?: (?:AS )?"?(t\d+)"?)?/g;

/**
 * @param before Tables that the request had read before; the outer loop goes over rows of one of these.
 * @returns `undefined` if the statement follows no relation of a model.
 */
export function relationHint(sql: string, before: ReadonlySet<string>): Hint | undefined {
  const [, from = "", name = "", column = ""] = BY_COLUMN.exec(sql) ?? [];
  const tables = new Map([...sql.matchAll(NAMED)].map(([, table = "", as = table]) => [as, table]));
  const table = tables.get(name);
  const model = modelOf(from);
  if (!model || table === undefined) return undefined;
  if (table !== from) return throughHint(model, table, column);
  const field = [...model.fields.values()].find((each) => each.column === column);
  if (!field) return undefined;
  return field.related ? reverseHint(field) : forwardHint(model, field, before);
}

/** Prefers the model that owns the table, as proxies share it. */
function modelOf(table: string): ModelInfo | undefined {
  return models.models.find((each) => each.table === table && !each.proxy);
}

/** For rows found by key: an earlier row refers to each of them. */
function forwardHint(
  model: ModelInfo,
  field: FieldInfo,
  before: ReadonlySet<string>,
): Hint | undefined {
  const all = foreignKeysTo(model).filter(
    (each) => each.target === field && !each.model.autoCreated && !each.declaration.parentLink,
  );
  const read = all.filter((each) => before.has(each.model.table));
  const found = read.length > 0 ? read : all;
  const [only, ...others] = found;
  if (!only) return undefined;
  const relations = found.map(({ label }) => label);
  if (others.length > 0) {
    const names = found.map(({ name, model }) => `${name} of ${model.name}`).join(", ");
    return {
      relations,
      advice: `One of these is read row by row: ${names}. Name it in selectRelated() of the query before.`,
    };
  }
  return {
    relations,
    advice: `${only.label} is read row by row. Add selectRelated("${only.name}") to the query for ${only.model.verboseNamePlural}.`,
  };
}

/** For rows found by a row they refer to. */
function reverseHint(field: FieldInfo): Hint | undefined {
  const { related, label, model } = field;
  if (!related) return undefined;
  const back = [...related.relations.values()].find((each) => each.foreignKey === field);
  const relations = [label];
  if (back?.accessor === undefined) {
    return {
      relations,
      advice: `${label} is asked for once for each of the ${related.verboseNamePlural}. Read all in one query: ${model.name}.objects.filter({ ${field.name}: isIn(...) }).`,
    };
  }
  const way = back.many ? "prefetchRelated" : "selectRelated";
  return {
    relations,
    advice: `${related.label}.${back.accessor} is read row by row. Add ${way}("${back.accessor}") to the query for ${related.verboseNamePlural}.`,
  };
}

/** For rows on the other side of a many-to-many relation. */
function throughHint(model: ModelInfo, table: string, column: string): Hint | undefined {
  for (const each of models.models) {
    for (const relation of each.relations.values()) {
      const { manyToMany, accessor } = relation;
      if (manyToMany?.through.table !== table || relation.model.concrete !== model) continue;
      const own = [...manyToMany.through.fields.values()].find((field) => field.column === column);
      if (accessor === undefined || own?.related?.concrete !== each.concrete) continue;
      return {
        relations: [`${each.label}.${accessor}`],
        advice: `${each.label}.${accessor} is read row by row. Add prefetchRelated("${accessor}") to the query for ${each.verboseNamePlural}.`,
      };
    }
  }
  return undefined;
}

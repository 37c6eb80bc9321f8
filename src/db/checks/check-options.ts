import { ReferenceKind, type EntityProperty } from "@mikro-orm/core";
import type { CheckMessage } from "../../conf/index.ts";
import { optionsOf } from "../definitions.ts";
import { DjangoNames } from "../orm/names.ts";
import { declaredState } from "../schema/declared-state.ts";
import { fieldsIn } from "../validation/condition-holds.ts";
import type { CheckedModel } from "./check-models.ts";

/** Characters of an index's name that every database takes. */
const INDEX_NAME_LENGTH = 30;

/** A model's options: fields they name, names they give, and columns that two fields share. */
export function checkOptions(model: CheckedModel): readonly CheckMessage[] {
  const { label, schema } = model;
  const { ordering = [] } = optionsOf(schema.meta.class);
  const { indexes = [], uniques = [], constraints = [] } = declaredState(schema.meta.class);
  const named: (readonly [option: string, fields: readonly string[]])[] = [
    ...indexes.map(
      ({ properties, condition }) =>
        ["indexes", [...properties, ...(condition ? fieldsIn(condition) : [])]] as const,
    ),
    ...uniques.map(({ properties }) => ["unique_together", properties] as const),
    ...constraints.map((each) => {
      if ("check" in each) return ["constraints", fieldsIn(each.check)] as const;
      return [
        "constraints",
        [...each.unique, ...(each.condition ? fieldsIn(each.condition) : [])],
      ] as const;
    }),
  ];
  return [
    ...named.flatMap(([option, fields]) =>
      fields.flatMap((field) => checkNamed(model, option, field)),
    ),
    ...ordering.flatMap((field) => checkOrdering(model, field.replace(/^-/, ""))),
    ...indexes.flatMap(({ name }) => checkIndexName(label, name)),
    ...checkColumns(model),
  ];
}

function checkNamed(
  { label, fields }: CheckedModel,
  option: string,
  name: string,
): readonly CheckMessage[] {
  const field = fields[name.replace(/^-/, "")];
  if (!field) {
    return [error(label, "models.E012", `'${option}' refers to the nonexistent field '${name}'.`)];
  }
  if (!isMany(field)) return [];
  return [
    error(
      label,
      "models.E013",
      `'${option}' refers to a ManyToManyField '${name}', but ManyToManyFields are not permitted in '${option}'.`,
    ),
  ];
}

function checkOrdering({ label, fields }: CheckedModel, name: string): readonly CheckMessage[] {
  if (fields[name]) return [];
  return [
    error(
      label,
      "models.E015",
      `'ordering' refers to the nonexistent field, related field, or lookup '${name}'.`,
    ),
  ];
}

function checkIndexName(label: string, name: string | undefined): readonly CheckMessage[] {
  if (name === undefined) return [];
  const found: CheckMessage[] = [];
  if (/^[_\d]/.test(name)) {
    found.push(
      error(
        label,
        "models.E033",
        `The index name '${name}' cannot start with an underscore or a number.`,
      ),
    );
  }
  if (name.length > INDEX_NAME_LENGTH) {
    found.push(
      error(
        label,
        "models.E034",
        `The index name '${name}' cannot be longer than ${INDEX_NAME_LENGTH} characters.`,
      ),
    );
  }
  return found;
}

function checkColumns({ label, fields }: CheckedModel): readonly CheckMessage[] {
  const names = new DjangoNames();
  const used = new Set<string>();
  return Object.entries(fields).flatMap(([name, property]) => {
    const { kind } = property;
    if (isMany(property)) return [];
    const usual = kind ? names.joinKeyColumnName(name) : names.propertyToColumnName(name);
    // Only declared so before MikroORM has seen the model.
    const given: unknown = Reflect.get(property, "fieldName");
    const column = typeof given === "string" ? given : usual;
    if (!used.has(column)) {
      used.add(column);
      return [];
    }
    const message = `Field '${name}' has column name '${column}' that is used by another field.`;
    return [error(label, "models.E007", message, "Specify a column name with .fieldName().")];
  });
}

/** A relation without a column. */
function isMany({ kind }: EntityProperty): boolean {
  return kind === ReferenceKind.MANY_TO_MANY || kind === ReferenceKind.ONE_TO_MANY;
}

function error(object: string, id: string, message: string, hint?: string): CheckMessage {
  return { level: "ERROR", id, message, object, ...(hint !== undefined && { hint }) };
}

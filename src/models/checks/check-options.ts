import type { CheckMessage } from "../../conf/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { constraintsOf, indexesOf } from "../meta/rules.ts";
import { namesIn } from "../validation/condition-names.ts";
import { error } from "./message.ts";

/** Longest index name that every database accepts. */
const INDEX_NAME_LENGTH = 30;

/** Checks a model's options: fields that they name, names that they define, and columns shared by two fields. */
export function checkOptions(info: ModelInfo): readonly CheckMessage[] {
  const indexes = indexesOf(info);
  const named: (readonly [option: string, fields: readonly string[]])[] = [
    ...indexes.map(
      ({ fields = [], include = [], expressions, condition }) =>
        [
          "indexes",
          [...fields, ...include, ...namesIn(expressions), ...namesIn(condition)],
        ] as const,
    ),
    ...(info.options.uniqueTogether ?? []).map((fields) => ["unique_together", fields] as const),
    ...constraintsOf(info).map(
      ({ unique = [], include = [], exclusion = [], check, expressions, condition }) =>
        [
          "constraints",
          [
            ...unique,
            ...include,
            ...exclusion.flatMap(([key]) => (typeof key === "string" ? [key] : namesIn(key))),
            ...namesIn(check),
            ...namesIn(expressions),
            ...namesIn(condition),
          ],
        ] as const,
    ),
  ];
  return [
    ...named.flatMap(([option, fields]) =>
      fields.flatMap((name) => checkNamed(info, option, name)),
    ),
    ...(info.options.ordering ?? []).flatMap((by) => checkOrdering(info, by)),
    ...indexes.flatMap(({ name }) => checkIndexName(info, name)),
    ...checkColumns(info),
  ];
}

function checkNamed(info: ModelInfo, option: string, given: string): readonly CheckMessage[] {
  const name = given.replace(/^-/, "");
  if (info.manyToMany.some((each) => each.name === name)) {
    const message = `'${option}' refers to a ManyToManyField '${name}', but ManyToManyFields are not permitted in '${option}'.`;
    return [error(info.label, "models.E013", message)];
  }
  const field = info.fields.get(name) ?? info.attributes.get(name);
  if (!field) {
    if (name === "pk") return [];
    const message = `'${option}' refers to the nonexistent field '${name}'.`;
    return [error(info.label, "models.E012", message)];
  }
  if (field.model === info.concrete) return [];
  const message = `'${option}' refers to field '${name}' which is not local to model '${info.name}'.`;
  const hint = "This issue may be caused by multi-table inheritance.";
  return [error(info.label, "models.E016", message, hint)];
}

function checkOrdering(info: ModelInfo, by: unknown): readonly CheckMessage[] {
  if (typeof by !== "string" || by === "?") return [];
  const path = by.replace(/^-/, "");
  let at: ModelInfo | undefined = info;
  for (const part of path.split(".")) {
    const found: boolean =
      at !== undefined &&
      (part === "pk" || at.attributes.has(part) || at.fields.has(part) || at.relations.has(part));
    if (!found) {
      const message = `'ordering' refers to the nonexistent field, related field, or lookup '${path}'.`;
      return [error(info.label, "models.E015", message)];
    }
    at = at?.relations.get(part)?.model;
  }
  return [];
}

function checkIndexName({ label }: ModelInfo, name: string | undefined): readonly CheckMessage[] {
  if (name === undefined) return [];
  const found: CheckMessage[] = [];
  if (/^[_\d]/.test(name)) {
    const message = `The index name '${name}' cannot start with an underscore or a number.`;
    found.push(error(label, "models.E033", message));
  }
  if (name.length > INDEX_NAME_LENGTH) {
    const message = `The index name '${name}' cannot be longer than ${INDEX_NAME_LENGTH} characters.`;
    found.push(error(label, "models.E034", message));
  }
  return found;
}

function checkColumns({ label, ownFields }: ModelInfo): readonly CheckMessage[] {
  const used = new Set<string>();
  return ownFields.flatMap(({ name, column }) => {
    if (column === "") return [];
    if (!used.has(column)) {
      used.add(column);
      return [];
    }
    const message = `Field '${name}' has column name '${column}' that is used by another field.`;
    return [error(label, "models.E007", message, "Specify a column name with .dbColumn().")];
  });
}

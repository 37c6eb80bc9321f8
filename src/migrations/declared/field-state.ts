import type { FieldDeclaration, FieldInfo, ModelInfo } from "../../models/index.ts";
import { Expression, expressionText } from "../../query/index.ts";
import { snakeCase, type FieldState, type SqlText } from "../../schema/index.ts";

/** The names of column kinds in migrations. */
const types: Readonly<Partial<Record<FieldDeclaration["kind"], string>>> = {
  auto: "integer",
  bigAuto: "bigInt",
  smallAuto: "smallint",
  bigInteger: "bigInt",
  smallInteger: "smallint",
  char: "string",
  email: "string",
  slug: "string",
  url: "string",
  file: "string",
  image: "string",
  choice: "enum",
  float: "double",
  binary: "blob",
  genericIPAddress: "ip",
};

/** Describes a field with a column as a migration does. */
export function fieldState(field: FieldInfo): FieldState {
  const { declaration, column, name, nullable } = field;
  const { primary, dbDefault } = declaration;
  const isRelation = declaration.to !== undefined;
  const usual = isRelation ? `${snakeCase(name)}_id` : snakeCase(name);
  return {
    ...(isRelation ? relationState(field) : columnState(declaration, field.model)),
    ...(nullable && { nullable }),
    ...(isUnique(declaration) && { unique: true }),
    ...indexState(declaration),
    ...(primary && { primary }),
    ...(field.auto && { autoincrement: true }),
    ...defaultState(declaration),
    ...(dbDefault !== undefined && { dbDefault: databaseDefault(dbDefault, field.model) }),
    ...(column !== usual && { column }),
  };
}

function relationState({ declaration, related }: FieldInfo): FieldState {
  const { kind, toField, onDelete, dbConstraint } = declaration;
  return {
    kind: kind === "oneToOne" ? "1:1" : "m:1",
    to: related?.label ?? "",
    ...(toField !== undefined && { toField }),
    ...(dbConstraint === false && { dbConstraint }),
    ...(onDelete !== undefined && { deleteRule: typeof onDelete === "string" ? onDelete : "set" }),
  };
}

function columnState(declaration: FieldDeclaration, model: ModelInfo): FieldState {
  const { kind, maxLength, maxDigits, decimalPlaces, choices = [], element } = declaration;
  const { expression, output, dbPersist } = declaration;
  if (kind === "generated" && output && expression instanceof Expression) {
    const sql = textsOf(expression, model);
    return { ...columnState(output, model), generated: { sql, stored: dbPersist === true } };
  }
  const type = types[kind] ?? kind;
  return {
    type,
    ...(type === "string" && maxLength !== undefined && { length: maxLength }),
    ...(maxDigits !== undefined && { precision: maxDigits }),
    ...(decimalPlaces !== undefined && { scale: decimalPlaces }),
    ...(kind === "choice" && {
      items: choices.map((each) => String(Array.isArray(each) ? each[0] : each)),
    }),
    ...(element && { element: columnState(element, model) }),
  };
}

/** A one-to-one relation is unique by its kind, and a primary key by definition. */
function isUnique({ unique, kind, primary }: FieldDeclaration): boolean {
  return unique === true && kind !== "oneToOne" && primary !== true;
}

function indexState({ index, kind }: FieldDeclaration): Pick<FieldState, "index"> {
  if (kind === "foreignKey") return index === false ? { index } : {};
  const isIndexed = index ?? kind === "slug";
  return isIndexed ? { index: true } : {};
}

/** Only plain data can be written down; the model itself calls default functions. */
function defaultState({ default: value }: FieldDeclaration): Pick<FieldState, "default"> {
  if (value === undefined || value === null || typeof value === "function") return {};
  if (value instanceof Date) return { default: value.toISOString() };
  return isPlain(value) ? { default: value } : {};
}

function isPlain(value: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(JSON.stringify(value))) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function databaseDefault(value: unknown, model: ModelInfo): unknown {
  return value instanceof Expression ? { sql: textsOf(value, model) } : value;
}

/** The SQL of an expression; a single text if all databases share it. */
export function textsOf(expression: Expression, model: ModelInfo): SqlText {
  const sqlite = expressionText(model, expression, "sqlite");
  const postgresql = expressionText(model, expression, "postgresql");
  return sqlite === postgresql ? sqlite : { sqlite, postgresql };
}

import { columnNameOf, relationColumnOf } from "../../models/index.ts";
import { defaultCode, fieldType, type FieldCode } from "./field-types.ts";
import { isByItself, optionsOf } from "./model-options.ts";
import { FieldNames } from "./names.ts";
import type { Column, ForeignKey, Table } from "./table.ts";

/** What the source of one model needs to know of the others. */
export interface Surroundings {
  readonly vendor: "sqlite" | "postgresql";
  /** Names of the classes, by table. */
  readonly classes: ReadonlyMap<string, string>;
  readonly tables: readonly Table[];
}

interface Field extends FieldCode {
  readonly column: string;
  readonly name: string;
  /** The class of the related model. */
  readonly target?: string;
}

/** Writes the model of a table as source code. */
export function modelSource(table: Table, around: Surroundings): string {
  const name = around.classes.get(table.name) ?? table.name;
  const names = new FieldNames();
  const related = new Set<string>();
  const fields = table.columns.map((column) => {
    const field = fieldOf(table, column, around, { names, related, model: name });
    if (field.target !== undefined) related.add(field.target);
    return field;
  });
  const written = fields.filter((field) => !isUsualId(table, field));
  const lines = [...written, ...compositeKey(table, fields)].flatMap(
    ({ name: field, code, remark }) => [
      ...(remark === undefined ? [] : [`    // ${onOneLine(remark)}`]),
      `    ${field}: ${code},`,
    ],
  );
  const head = headRemarks(table).map((remark) => `// ${onOneLine(remark)}\n`);
  return `${head.join("")}export class ${name} extends defineModel(
  () => ${name},
  {
${lines.join("\n")}${lines.length > 0 ? "\n" : ""}  },
  ${optionsOf(table, fields)},
) {}
`;
}

/** A primary key of several columns. */
function compositeKey(
  { primaryKey }: Table,
  fields: readonly Field[],
): readonly Pick<Field, "name" | "code" | "remark">[] {
  if (primaryKey.length < 2) return [];
  const parts = primaryKey.map((column) => fieldNamed(fields, column));
  return [{ name: "pk", code: `fields.compositePrimaryKey(${parts.join(", ")})` }];
}

function fieldNamed(fields: readonly Field[], column: string): string {
  return JSON.stringify(fields.find((each) => each.column === column)?.name ?? column);
}

/** A name in the database may contain anything, even a line break that would end a comment. */
function onOneLine(remark: string): string {
  return remark.replace(/\s+/g, " ");
}

function headRemarks({ name, primaryKey, otherIndexes }: Table): readonly string[] {
  return [
    ...(primaryKey.length === 0
      ? [
          `The table ${name} has no primary key, which a model needs; mkweb will look for one in "id".`,
        ]
      : []),
    ...otherIndexes.map(
      (index) => `The index ${index} is on an expression or on some rows only; it is left out.`,
    ),
  ];
}

interface Naming {
  readonly names: FieldNames;
  /** The classes that the model's relations already refer to. */
  readonly related: ReadonlySet<string>;
  readonly model: string;
}

function fieldOf(table: Table, column: Column, around: Surroundings, naming: Naming): Field {
  const foreignKey = table.foreignKeys.find(({ columns }) => columns.includes(column.name));
  const target = foreignKey && relationTarget(foreignKey, around);
  const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === column.name;
  if (foreignKey && target) return relation(table, column, { foreignKey, target, isKey }, naming);
  const name = naming.names.take(column.name);
  const { code, remark } = keyType(table, column, around);
  const isUnique = table.uniques.some((each) => each.length === 1 && each[0] === column.name);
  const isIndexed = table.indexes.some((index) => isByItself(index, column.name));
  const remarks = [remark, foreignKey && noRelation(foreignKey)].filter(
    (each) => each !== undefined,
  );
  return {
    column: column.name,
    name,
    code:
      code +
      (isKey && !isCounted(code) ? ".primary()" : "") +
      (isUnique && !isKey ? ".unique()" : "") +
      (isIndexed && !isUnique && !isKey ? ".index()" : "") +
      (column.isNullable ? ".nullable()" : "") +
      defaultCode(column, code) +
      (columnNameOf(name) === column.name ? "" : `.dbColumn(${JSON.stringify(column.name)})`),
    ...(remarks.length > 0 && { remark: remarks.join(" ") }),
  };
}

interface Target {
  readonly model: string;
  /** The referenced field, if it is not the primary key. */
  readonly toField?: string;
}

interface FoundRelation {
  readonly foreignKey: ForeignKey;
  readonly target: Target;
  readonly isKey: boolean;
}

function relation(
  table: Table,
  column: Column,
  { foreignKey, target, isKey }: FoundRelation,
  { names, related, model }: Naming,
): Field {
  const name = names.take(column.name.replace(/_id$/i, ""));
  const isUnique = table.uniques.some((each) => each.length === 1 && each[0] === column.name);
  const isOne = isUnique || isKey;
  const isIndexed = table.indexes.some(({ columns }) => columns[0] === column.name);
  const options = [
    `onDelete: ${JSON.stringify(onDelete(foreignKey))}`,
    ...(target.toField === undefined ? [] : [`toField: ${JSON.stringify(target.toField)}`]),
    ...(related.has(target.model)
      ? [`relatedName: ${JSON.stringify(relatedName(model, name))}`]
      : []),
  ];
  const isUsual = relationColumnOf(name) === column.name;
  return {
    column: column.name,
    name,
    target: target.model,
    code:
      `fields.${isOne ? "oneToOne" : "foreignKey"}(() => ${target.model}, { ${options.join(", ")} })` +
      (isKey ? ".primary()" : "") +
      (isOne || isIndexed ? "" : ".index(false)") +
      (column.isNullable ? ".nullable()" : "") +
      (isUsual ? "" : `.dbColumn(${JSON.stringify(column.name)})`),
  };
}

/** The rule of the database; if it has none, the model gets none either. */
function onDelete({ onDelete: rule }: ForeignKey): string {
  return rule === "no action" ? "do nothing" : rule;
}

/** Several relations to the same model need different reverse names, as in Django's inspectdb. */
function relatedName(model: string, field: string): string {
  const capital = field.charAt(0).toUpperCase() + field.slice(1);
  return `${model.charAt(0).toLowerCase()}${model.slice(1)}${capital}Set`;
}

/** The class a foreign key refers to, if it is among the written ones and the key is a single column. */
function relationTarget(
  { table, columns, referenced }: ForeignKey,
  { classes, tables }: Surroundings,
): Target | undefined {
  const model = classes.get(table);
  const target = tables.find(({ name }) => name === table);
  const [column = ""] = referenced;
  if (model === undefined || !target || columns.length !== 1) return undefined;
  if (target.primaryKey.length === 1 && target.primaryKey[0] === column) return { model };
  const isUnique = target.uniques.some((each) => each.length === 1 && each[0] === column);
  if (!isUnique) return undefined;
  const names = new FieldNames();
  const all = target.columns.map(({ name }) => [name, names.take(name)] as const);
  return { model, toField: all.find(([name]) => name === column)?.[1] ?? column };
}

function noRelation({ columns, table, referenced }: ForeignKey): string {
  return `(${columns.join(", ")}) belongs to (${referenced.join(", ")}) of ${table}.`;
}

/**
 * The type of a column. For an autoincrement key on SQLite it is the type of the columns that refer to it:
 * even a `bigint` key is declared `integer`, as SQLite requires.
 */
function keyType(table: Table, column: Column, { vendor, tables }: Surroundings): FieldCode {
  if (!column.isCounted) return fieldType(column, vendor);
  if (vendor === "postgresql") return { code: counted[column.type] ?? "fields.bigAuto()" };
  const pointing = tables.flatMap(({ columns, foreignKeys }) =>
    foreignKeys
      .filter((key) => key.table === table.name && key.columns.length === 1)
      .map((key) => columns.find(({ name }) => name === key.columns[0])?.type),
  );
  const isInteger = pointing.length > 0 && pointing.every((type) => type === "integer");
  return { code: isInteger ? "fields.auto()" : "fields.bigAuto()" };
}

const counted: Readonly<Record<string, string>> = {
  integer: "fields.auto()",
  smallint: "fields.smallAuto()",
};

function isCounted(code: string): boolean {
  return /^fields\.(?:auto|bigAuto|smallAuto)\(/.test(code);
}

/** The id that every model has by default. */
function isUsualId({ primaryKey }: Table, { column, code }: Field): boolean {
  return column === "id" && primaryKey.length === 1 && code === "fields.bigAuto()";
}

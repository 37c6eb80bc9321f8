import { columnNameOf, relationColumnOf } from "../../models/index.ts";
import { defaultCode, fieldType, type FieldCode } from "./field-types.ts";
import { FieldNames } from "./names.ts";
import type { Column, ForeignKey, Table } from "./tables.ts";

/** What the source of one model has to know of the others. */
export interface Surroundings {
  readonly vendor: "sqlite" | "postgresql";
  /** Names of the classes, by the tables that are written out. */
  readonly classes: ReadonlyMap<string, string>;
  readonly tables: readonly Table[];
}

interface Field extends FieldCode {
  readonly column: string;
  readonly name: string;
}

/** The model of a table, as source code. */
export function modelSource(table: Table, around: Surroundings): string {
  const name = around.classes.get(table.name) ?? table.name;
  const names = new FieldNames();
  const fields = table.columns.map((column) => fieldOf(table, column, around, names));
  const written = fields.filter((field) => !isUsualId(table, field));
  const lines = written.flatMap(({ name: field, code, remark }) => [
    ...(remark === undefined ? [] : [`    // ${onOneLine(remark)}`]),
    `    ${field}: ${code},`,
  ]);
  const head = headRemarks(table).map((remark) => `// ${onOneLine(remark)}\n`);
  return `${head.join("")}export class ${name} extends defineModel(
  () => ${name},
  {
${lines.join("\n")}${lines.length > 0 ? "\n" : ""}  },
  ${optionsOf(table, fields)},
) {}
`;
}

/** A name in the database may hold anything, the end of a comment's line too. */
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
    ...(primaryKey.length > 1
      ? [
          `The primary key of ${name} is (${primaryKey.join(", ")}); a model has one field, so the first was taken.`,
        ]
      : []),
    ...otherIndexes.map(
      (index) => `The index ${index} is on an expression or on some rows only; it is left out.`,
    ),
  ];
}

function fieldOf(table: Table, column: Column, around: Surroundings, names: FieldNames): Field {
  const foreignKey = table.foreignKeys.find(({ columns }) => columns.includes(column.name));
  const isKey = table.primaryKey[0] === column.name;
  const target = foreignKey && relationTarget(foreignKey, around);
  if (foreignKey && target !== undefined && !isKey) {
    return relation(table, column, foreignKey, target, names);
  }
  const name = names.take(column.name);
  const { code, remark } = keyType(table, column, around);
  const isUnique = table.uniques.some((each) => each.length === 1 && each[0] === column.name);
  const remarks = [remark, foreignKey && noRelation(foreignKey)].filter(
    (each) => each !== undefined,
  );
  return {
    column: column.name,
    name,
    code:
      code +
      (isKey && !column.isCounted ? ".primary()" : "") +
      (isUnique && !isKey ? ".unique()" : "") +
      (hasUnnamedIndex(table, column.name) && !isUnique && !isKey ? ".index()" : "") +
      (column.isNullable ? ".nullable()" : "") +
      defaultCode(column, code) +
      (columnNameOf(name) === column.name ? "" : `.dbColumn(${JSON.stringify(column.name)})`),
    ...(remarks.length > 0 && { remark: remarks.join(" ") }),
  };
}

function relation(
  table: Table,
  column: Column,
  foreignKey: ForeignKey,
  target: string,
  names: FieldNames,
): Field {
  const name = names.take(column.name.replace(/_id$/i, ""));
  const isUnique = table.uniques.some((each) => each.length === 1 && each[0] === column.name);
  const kind = isUnique ? "oneToOne" : "foreignKey";
  const isUsual = relationColumnOf(name) === column.name;
  return {
    column: column.name,
    name,
    code:
      `fields.${kind}(() => ${target}, { onDelete: ${JSON.stringify(onDeleteOf(foreignKey))} })` +
      (column.isNullable ? ".nullable()" : "") +
      (isUsual ? "" : `.dbColumn(${JSON.stringify(column.name)})`),
  };
}

/** What mkweb does when the other row is deleted, so that the rows end up as the database would have them. */
function onDeleteOf({ onDelete }: ForeignKey): string {
  return onDelete === "no action" ? "do nothing" : onDelete;
}

/** The class a foreign key leads to, if that is among those written and it is its key that is meant. */
function relationTarget(
  { table, columns, referenced }: ForeignKey,
  { classes, tables }: Surroundings,
): string | undefined {
  const target = tables.find(({ name }) => name === table);
  const isKey = target?.primaryKey.length === 1 && target.primaryKey[0] === referenced[0];
  return columns.length === 1 && isKey ? classes.get(table) : undefined;
}

function noRelation({ columns, table, referenced }: ForeignKey): string {
  return `(${columns.join(", ")}) belongs to (${referenced.join(", ")}) of ${table}.`;
}

/**
 * The type of a column, which for a counted key on SQLite is that of the columns that point to it: a
 * `bigint` there is an `integer` too, or it would not be counted.
 */
function keyType(table: Table, column: Column, { vendor, tables }: Surroundings): FieldCode {
  if (!column.isCounted) return fieldType(column, vendor);
  const type = fieldType(column, vendor).code;
  const size = /^fields\.(smallInteger|integer)\(/.exec(type)?.[1];
  if (vendor !== "sqlite") return { code: counted(size) };
  const pointing = tables.flatMap(({ columns, foreignKeys }) =>
    foreignKeys
      .filter((key) => key.table === table.name && key.columns.length === 1)
      .map((key) => columns.find(({ name }) => name === key.columns[0])?.type),
  );
  const isInteger = pointing.length > 0 && pointing.every((type) => type === "integer");
  return { code: counted(isInteger ? "integer" : undefined) };
}

function counted(size: string | undefined): string {
  if (size === "smallInteger") return "fields.smallAuto()";
  return size === "integer" ? "fields.auto()" : "fields.bigAuto()";
}

/** The id every model has without saying so. */
function isUsualId({ primaryKey }: Table, { column, code }: Field): boolean {
  return column === "id" && primaryKey.length === 1 && code === "fields.bigAuto()";
}

/** What Django calls an index that a field asks for is longer than a name that a model may give. */
const longestName = 30;

function hasUnnamedIndex({ indexes }: Table, column: string): boolean {
  return indexes.some(
    ({ name, columns }) =>
      columns.length === 1 && columns[0] === column && name.length > longestName,
  );
}

function optionsOf(table: Table, fields: readonly Field[]): string {
  const named = (column: string): string => {
    const descends = column.startsWith("-");
    const plain = descends ? column.slice(1) : column;
    const field = fields.find((each) => each.column === plain);
    return JSON.stringify(`${descends ? "-" : ""}${field?.name ?? plain}`);
  };
  const uniques = table.uniques.filter((each) => each.length > 1);
  const relations = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  // A relation has an index of its own.
  const indexes = table.indexes.filter(
    ({ name, columns }) =>
      columns.length > 1 || (name.length <= longestName && !relations.has(columns[0] ?? "")),
  );
  const parts = [
    `dbTable: ${JSON.stringify(table.name)}`,
    ...(uniques.length > 0
      ? [`uniqueTogether: [${uniques.map((each) => `[${each.map(named).join(", ")}]`).join(", ")}]`]
      : []),
    ...(indexes.length > 0
      ? [
          `indexes: [${indexes
            .map(
              ({ name, columns }) =>
                `{ name: ${JSON.stringify(name)}, fields: [${columns.map(named).join(", ")}] }`,
            )
            .join(", ")}]`,
        ]
      : []),
  ];
  const line = `{ ${parts.join(", ")} }`;
  return line.length < 96 ? line : `{\n${parts.map((part) => `    ${part},\n`).join("")}  }`;
}

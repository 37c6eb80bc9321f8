import type { Index, Table } from "./table.ts";

interface Field {
  readonly column: string;
  readonly name: string;
  /** The class of the related model. */
  readonly target?: string;
}

/** Writes the options of a table's model as source code. */
export function optionsOf(table: Table, fields: readonly Field[]): string {
  const named = (column: string): string => {
    const descends = column.startsWith("-");
    const plain = descends ? column.slice(1) : column;
    const field = fields.find((each) => each.column === plain);
    return JSON.stringify(`${descends ? "-" : ""}${field?.name ?? plain}`);
  };
  const uniques = table.uniques.filter((each) => each.length > 1);
  // A relation has its own index.
  const indexes = table.indexes.filter(
    (index) =>
      index.columns.length > 1 ||
      !fields.some(
        ({ column, target }) =>
          column === index.columns[0] && (target !== undefined || isByItself(index, column)),
      ),
  );
  const parts = [
    `dbTable: ${JSON.stringify(table.name)}`,
    ...(uniques.length > 0
      ? [`uniqueTogether: [${uniques.map((each) => `[${each.map(named).join(", ")}]`).join(", ")}]`]
      : []),
    ...(indexes.length > 0
      ? [
          `indexes: [${indexes
            .map(({ name, columns }) =>
              name.length > LONGEST
                ? `[${columns.map(named).join(", ")}]`
                : `{ name: ${JSON.stringify(name)}, fields: [${columns.map(named).join(", ")}] }`,
            )
            .join(", ")}]`,
        ]
      : []),
  ];
  const line = `{ ${parts.join(", ")} }`;
  return line.length < 96 ? line : `{\n${parts.map((part) => `    ${part},\n`).join("")}  }`;
}

/** Longest index name of a model, as in Django. */
const LONGEST = 30;

/** Whether a field creates this index itself, with a generated name. */
export function isByItself({ name, columns: [first, ...others] }: Index, column: string): boolean {
  return others.length === 0 && first === column && name.length > LONGEST;
}

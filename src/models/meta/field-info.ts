import { File, ObjectFile } from "../../files/index.ts";
import { columnType, type ColumnType, type FieldMeta } from "../../query/index.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import type { ModelInfo } from "./model-info.ts";
import { columnNameOf, relationColumnOf, wordsOf } from "./names.ts";
import { infoOf } from "./registry.ts";

/** A model field with a column: its declaration and what queries need. */
export class FieldInfo implements FieldMeta {
  readonly name: string;
  readonly attribute: string;
  readonly column: string;
  readonly nullable: boolean;
  readonly generated: boolean;
  readonly model: ModelInfo;
  readonly declaration: FieldDeclaration;
  /** Whether the database numbers it. */
  readonly auto: boolean;
  /** Whether it is a file field, whose column stores the file's name. */
  readonly isFile: boolean;
  #type: ColumnType | undefined;
  #target: { readonly version: number; readonly field: FieldInfo } | undefined;

  constructor(model: ModelInfo, name: string, declaration: FieldDeclaration) {
    const isRelation = declaration.to !== undefined;
    this.model = model;
    this.name = name;
    this.declaration = declaration;
    this.attribute = isRelation ? `${name}Id` : name;
    // A composite key has no column.
    this.column = declaration.parts
      ? ""
      : (declaration.dbColumn ?? (isRelation ? relationColumnOf(name) : columnNameOf(name)));
    this.nullable = declaration.nullable === true;
    this.generated = declaration.kind === "generated";
    this.isFile = declaration.kind === "file" || declaration.kind === "image";
    this.auto = ["auto", "bigAuto", "smallAuto"].includes(declaration.kind);
  }

  /** `library.Book.title`. */
  get label(): string {
    return `${this.model.label}.${this.name}`;
  }

  get verboseName(): string {
    return this.declaration.verboseName ?? wordsOf(this.name);
  }

  /** The related model. */
  get related(): ModelInfo | undefined {
    const { to } = this.declaration;
    return to && infoOf(to(), this.model.registry);
  }

  get target(): FieldInfo | undefined {
    if (this.declaration.to === undefined) return undefined;
    const { registry } = this.model;
    if (this.#target?.version === registry.version) return this.#target.field;
    const field = this.#findTarget();
    // The version does not count changes of other registries.
    if (field?.model.registry === registry) this.#target = { version: registry.version, field };
    return field;
  }

  get parts(): readonly FieldInfo[] | undefined {
    return this.declaration.parts?.map((part) => {
      const field = this.model.fields.get(part) ?? this.model.attributes.get(part);
      if (field) return field;
      throw new TypeError(`${this.label} names '${part}', which ${this.model.label} lacks.`);
    });
  }

  get type(): ColumnType {
    return (this.#type ??= this.target?.type ?? typeOf(this.declaration));
  }

  /** Whether values must be unique. */
  get isUnique(): boolean {
    const { unique, primary, kind } = this.declaration;
    return unique === true || primary === true || kind === "oneToOne";
  }

  #findTarget(): FieldInfo | undefined {
    const { related } = this;
    if (!related) return undefined;
    const { toField } = this.declaration;
    if (toField === undefined) return related.primaryKey;
    const field = related.fields.get(toField);
    if (field) return field;
    throw new TypeError(`${this.label}: toField names '${toField}', which ${related.label} lacks.`);
  }
}

function typeOf(declaration: FieldDeclaration): ColumnType {
  const { kind, maxLength, maxDigits, decimalPlaces, element, output } = declaration;
  if (kind === "generated" && output) return typeOf(output);
  const type = columnType(columnKindOf(kind), {
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(maxDigits === undefined ? {} : { maxDigits }),
    ...(decimalPlaces === undefined ? {} : { decimalPlaces }),
    ...(element && { element: typeOf(element) }),
  });
  const isFile = kind === "file" || kind === "image";
  return isFile ? { ...type, prepare: (value) => type.prepare(nameOf(value)) } : type;
}

/** Returns the name of an object's file. @throws {TypeError} If it is not stored, so that it has none. */
function nameOf(value: unknown): unknown {
  if (value instanceof ObjectFile) return value.toString();
  if (!(value instanceof File)) return value;
  throw new TypeError(
    "expected the name of a stored file; assigned to an object, save() stores it",
  );
}

const sameColumn = {
  auto: "integer",
  bigAuto: "bigInteger",
  smallAuto: "smallInteger",
  choice: "text",
  compositePrimaryKey: "composite",
  email: "char",
  file: "char",
  image: "char",
  slug: "char",
  url: "char",
} as const;

function columnKindOf(kind: FieldDeclaration["kind"]): ColumnType["kind"] {
  const same: Readonly<Record<string, ColumnType["kind"]>> = sameColumn;
  return same[kind] ?? (kind as ColumnType["kind"]);
}

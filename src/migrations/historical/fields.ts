import {
  FieldBuilder,
  type FieldDeclaration,
  type AnyModel,
  type OnDelete,
} from "../../models/index.ts";
import { columnName, type FieldState } from "../../schema/index.ts";

/** Finds the class of a model in the same state. */
export type ClassOf = (label: string) => AnyModel;

/** Builds a field of a historical model: what rows need, without labels and other texts. */
export function builderOf(name: string, field: FieldState, classOf: ClassOf): FieldBuilder {
  return new FieldBuilder({
    ...(field.kind ? relation(field, classOf) : column(field)),
    ...(field.kind !== "m:n" && { dbColumn: columnName(name, field) }),
    ...(field.nullable && { nullable: true }),
    ...(field.unique && { unique: true }),
    ...(field.primary && { primary: true }),
    ...(field.default !== undefined && field.default !== null && { default: field.default }),
    ...(field.dbDefault !== undefined && { dbDefault: field.dbDefault }),
  });
}

const kinds: Readonly<Record<string, FieldDeclaration["kind"]>> = {
  string: "char",
  enum: "choice",
  bigint: "bigInteger",
  bigInt: "bigInteger",
  smallint: "smallInteger",
  double: "float",
  blob: "binary",
  ip: "genericIPAddress",
};

const counting: Readonly<Record<string, FieldDeclaration["kind"]>> = {
  integer: "auto",
  bigInteger: "bigAuto",
  smallInteger: "smallAuto",
};

function column(field: FieldState): FieldDeclaration {
  const { type = "", length, precision, scale, items, element, autoincrement, generated } = field;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const plain = kinds[type] ?? (type as FieldDeclaration["kind"]);
  const kind = (autoincrement && counting[plain]) || plain;
  const declaration: FieldDeclaration = {
    kind,
    ...(length !== undefined && { maxLength: length }),
    ...(precision !== undefined && { maxDigits: precision }),
    ...(scale !== undefined && { decimalPlaces: scale }),
    ...(items && { choices: items }),
    ...(element && { element: column(element) }),
  };
  if (!generated) return declaration;
  return { kind: "generated", output: declaration, dbPersist: generated.stored };
}

function relation(field: FieldState, classOf: ClassOf): FieldDeclaration {
  const { kind, to = "", toField, through, deleteRule, dbConstraint, pivotTable } = field;
  if (kind === "m:n") {
    return {
      kind: "manyToMany",
      to: () => classOf(to),
      ...(through !== undefined && { through: () => classOf(through) }),
      ...(through === undefined && pivotTable !== undefined && { dbTable: pivotTable }),
    };
  }
  return {
    kind: kind === "1:1" ? "oneToOne" : "foreignKey",
    to: () => classOf(to),
    onDelete: onDelete(deleteRule),
    ...(toField !== undefined && { toField }),
    ...(dbConstraint === false && { dbConstraint }),
  };
}

/** A rule that a state cannot express, such as a function, is left to the database. */
function onDelete(rule: string | undefined): OnDelete {
  const known = ["cascade", "protect", "restrict", "set null", "set default"] as const;
  return known.find((each) => each === rule) ?? "do nothing";
}

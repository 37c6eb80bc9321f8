import { ValueError } from "../errors.ts";
import type { ColumnKind, ColumnType } from "../meta.ts";
import { typeKey } from "../types/column-type.ts";
import { Duration } from "../types/duration.ts";
import { isDate } from "../types/dates.ts";
import { headOf, type NodeOptions } from "./node.ts";

/** The kind of an expression; each has its compiler in `compile/`. */
export type ExpressionKind =
  | "aggregate"
  | "arithmetic"
  | "case"
  | "exists"
  | "field"
  | "filteredRelation"
  | "function"
  | "negated"
  | "ordering"
  | "outer"
  | "subquery"
  | "template"
  | "value"
  | "window";

/** Position of rows without a value. Default: the database's choice. */
export interface OrderOptions {
  readonly nullsFirst?: boolean;
  readonly nullsLast?: boolean;
}

/** A value computed by the database: a field, a literal, a function of others. Immutable. */
export class Expression {
  readonly kind: ExpressionKind;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly options: NodeOptions | undefined;
  /** The type of the result, if it was set. */
  readonly type: ColumnType | undefined;
  /** Structure of this node only, see {@link headOf}. */
  readonly head: string;

  constructor(
    kind: ExpressionKind,
    name: string,
    args: readonly unknown[] = [],
    options?: NodeOptions,
    type?: ColumnType,
  ) {
    this.kind = kind;
    this.name = name;
    this.args = args;
    this.options = options;
    this.type = type;
    const typed = type ? { ...options, "~type": typeKey(type) } : options;
    this.head = headOf(kind, name, args.length, typed);
  }

  /** @throws {TypeError} Always: inside a JSON value it would be lost. */
  toJSON(): never {
    throw new TypeError("A JSON value cannot hold an expression.");
  }

  /** The same node with other arguments. */
  withArgs(args: readonly unknown[]): Expression {
    return new Expression(this.kind, this.name, args, this.options, this.type);
  }

  /** The sum; for dates also with a {@link Duration}. */
  plus(other: unknown): Expression {
    return arithmetic("+", this, other);
  }

  minus(other: unknown): Expression {
    return arithmetic("-", this, other);
  }

  times(other: unknown): Expression {
    return arithmetic("*", this, other);
  }

  /** The quotient; for two whole numbers a whole number, as in SQL. */
  dividedBy(other: unknown): Expression {
    return arithmetic("/", this, other);
  }

  modulo(other: unknown): Expression {
    return arithmetic("%", this, other);
  }

  power(other: unknown): Expression {
    return arithmetic("**", this, other);
  }

  bitAnd(other: unknown): Expression {
    return arithmetic("&", this, other);
  }

  bitOr(other: unknown): Expression {
    return arithmetic("|", this, other);
  }

  bitXor(other: unknown): Expression {
    return arithmetic("#", this, other);
  }

  bitLeftShift(other: unknown): Expression {
    return arithmetic("<<", this, other);
  }

  bitRightShift(other: unknown): Expression {
    return arithmetic(">>", this, other);
  }

  negated(): Expression {
    return new Expression("negated", "", [this]);
  }

  /** Ascending order for `orderBy`. @throws {ValueError} Both nulls first and nulls last. */
  asc(options: OrderOptions = {}): Expression {
    return new Expression("ordering", "asc", [this], nullsOf(options));
  }

  /** Descending order for `orderBy`. @throws {ValueError} Both nulls first and nulls last. */
  desc(options: OrderOptions = {}): Expression {
    return new Expression("ordering", "desc", [this], nullsOf(options));
  }

  /** The same expression with another type: Django's `output_field`. */
  as(type: ColumnType): Expression {
    return new Expression(this.kind, this.name, this.args, this.options, type);
  }
}

function nullsOf({ nullsFirst, nullsLast, ...others }: OrderOptions): NodeOptions {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new TypeError(`An order has no option '${unknown}', only nullsFirst and nullsLast.`);
  }
  if (nullsFirst === true && nullsLast === true) {
    throw new ValueError("nullsFirst and nullsLast are mutually exclusive");
  }
  if (nullsFirst === true) return { nulls: "first" };
  return nullsLast === true ? { nulls: "last" } : {};
}

function arithmetic(operator: string, left: unknown, right: unknown): Expression {
  return new Expression("arithmetic", operator, [toExpression(left), toExpression(right)]);
}

/** Converts a value to an expression; expressions and conditions stay unchanged, others become a {@link Value}. */
export function toExpression(value: unknown): unknown {
  return value instanceof Expression || isNode(value) ? value : Value(value);
}

/** Converts a name where Django takes a field name: `count("books")`. */
export function toOperand(value: unknown): unknown {
  return typeof value === "string" ? F(value) : toExpression(value);
}

/** Marks what expressions may contain besides expressions. Set by `query.ts` and `q.ts`, which import this file. */
export const nodeMark: unique symbol = Symbol("mkweb.query.node");

function isNode(value: unknown): boolean {
  return typeof value === "object" && value !== null && nodeMark in value;
}

/**
 * Refers to a field of the row, an annotation or, with dots, a field of a related row.
 *
 * @example
 * await Book.objects.filter({ title: F("author.name") });
 */
export function F(name: string): Expression {
  if (typeof name !== "string" || name === "") throw new TypeError("F() takes a field name.");
  return new Expression("field", name);
}

/**
 * Refers to a field of the outer query from a subquery: Django's `OuterRef`.
 *
 * @example
 * const books = Book.objects.filter({ author: outer("id") });
 * await Author.objects.filter(exists(books));
 */
export function outer(name: string): Expression {
  return new Expression("outer", name);
}

/**
 * Creates an expression from a value; set `type` if its JavaScript type is not enough.
 *
 * @example
 * await Book.objects.annotate({ shelf: Value("A") });
 */
export function Value(value: unknown, type?: ColumnType): Expression {
  if (value === undefined) throw new TypeError("undefined cannot be used in a query; use null.");
  return new Expression("value", kindOfValue(value), [value], undefined, type);
}

/** The kind of column for a JavaScript value. */
export function kindOfValue(value: unknown): ColumnKind | "null" {
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "float";
  if (typeof value === "bigint") return "integer";
  if (typeof value === "boolean") return "boolean";
  if (isDate(value)) return "datetime";
  if (value instanceof Duration) return "duration";
  if (value instanceof Uint8Array) return "binary";
  return typeof value === "string" ? "text" : "json";
}

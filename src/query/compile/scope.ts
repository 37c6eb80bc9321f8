import { FieldError } from "../errors.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { FieldMeta, ModelMeta, RelationMeta, Step } from "../meta.ts";
import { conjunction, quoteName, type Sql } from "./sql.ts";
import type { LockOptions } from "../steps.ts";
import type { Inner, Slotted } from "../slots.ts";
import type { Env } from "./env.ts";

/** The state that one compilation shares between a query and its subqueries. */
export interface Compilation {
  readonly dialect: Dialect;
  /** The values of the query: each is converted during compilation. */
  readonly values: readonly unknown[];
  next: number;
  /** False once the text depends on a value. */
  cacheable: boolean;
  // The compiler's parts meet here, so that their files need not import each other.
  expression(env: Env, node: unknown): Sql;
  filter(scope: Scope, conditions: readonly unknown[]): void;
  /** A condition inside an expression, which must not drop rows. */
  condition(scope: Scope, condition: unknown, used: Set<string> | null): Sql;
  /** The condition of a filtered relation, on the row of a join. */
  filtered(scope: Scope, name: string, alias: string): Sql;
  build(inner: Inner, around: Scope): Scope;
  select(scope: Scope, what: Selected): Sql;
}

/** What a statement selects: the query's own columns, the number 1, or these. */
export type Selected = "shown" | "one" | readonly Sql[];

export interface Join {
  readonly alias: string;
  /** Django's label while it builds the query: joins with the same label count as the same. */
  readonly label: string;
  readonly meta: ModelMeta;
  readonly parent: string;
  readonly step: Step | undefined;
  type: "from" | "inner" | "left";
  readonly nullable: boolean;
  references: number;
  /** The name of a filtered relation, which is always a separate join. */
  readonly filtered: string | undefined;
  condition: Sql | undefined;
}

export interface Note {
  readonly sql: Sql;
  readonly shown: boolean;
}

/** A query being compiled: its tables, conditions and columns. The rest of this folder works on it. */
export class Scope {
  readonly meta: ModelMeta;
  readonly compilation: Compilation;
  readonly around: Scope | undefined;
  base: string;
  readonly joins = new Map<string, Join>();
  readonly where: Sql[] = [];
  readonly notes = new Map<string, Note>();
  readonly filtered = new Map<
    string,
    {
      readonly path: readonly string[];
      readonly relation: RelationMeta;
      readonly condition: Slotted;
    }
  >();
  /** Names of the selected columns; null for the model's. */
  fields: string[] | null = null;
  /** Grouped by the model's rows, or by these. */
  group: "model" | Sql[] | null = null;
  order: readonly unknown[] | null = null;
  reversed = false;
  distinct = false;
  distinctOn: readonly string[] = [];
  low = 0;
  high: number | null = null;
  empty = false;
  /** Part of an excluded condition: references to the outer query mean the one around that. */
  isSplit = false;
  /** Part of another statement: its slice is part of the text. */
  nested: boolean;
  related: "all" | Map<string, unknown> | null = null;
  loading: { readonly mode: "only" | "defer"; readonly names: ReadonlySet<string> } | null = null;
  lock: LockOptions | null = null;
  combined: {
    readonly kind: string;
    readonly all: boolean;
    readonly parts: readonly Scope[];
  } | null = null;
  /** Columns of the outer query used here. */
  readonly external: Sql[] = [];

  constructor(meta: ModelMeta, compilation: Compilation, around?: Scope) {
    this.meta = meta;
    this.compilation = compilation;
    this.around = around;
    this.nested = around !== undefined;
    this.base = this.#alias();
    this.joins.set(this.base, {
      alias: this.base,
      label: meta.table,
      meta,
      parent: "",
      step: undefined,
      type: "from",
      nullable: false,
      references: 1,
      filtered: undefined,
      condition: undefined,
    });
  }

  get dialect(): Dialect {
    return this.compilation.dialect;
  }

  get isDead(): boolean {
    return this.empty || conjunction(this.where).constant === false;
  }

  get isSliced(): boolean {
    return this.low > 0 || this.high !== null;
  }

  /** @throws {Error} No join has that name, which would be a bug in this folder. */
  joinNamed(alias: string): Join {
    const join = this.joins.get(alias);
    if (!join) throw new Error(`No join is named ${alias}.`);
    return join;
  }

  /**
   * The join of a step: an existing one, unless the step leads to many rows and the join belongs to another
   * call of `filter`.
   */
  join(parent: string, step: Step, reuse: ReadonlySet<string> | null, filtered?: string): string {
    const found = this.#joined(parent, step, reuse, filtered);
    if (found) {
      found.references += 1;
      return found.alias;
    }
    const alias = this.#alias();
    const nullable = step.nullable || filtered !== undefined;
    const outer = nullable || this.joinNamed(parent).type === "left";
    this.joins.set(alias, {
      alias,
      label: this.#label(step, filtered),
      meta: step.to,
      parent,
      step,
      nullable,
      type: outer ? "left" : "inner",
      references: 1,
      filtered,
      condition: undefined,
    });
    return alias;
  }

  /** Makes joins, and those that depend on them, keep unmatched rows. */
  promote(aliases: Iterable<string>): void {
    const todo = [...aliases];
    for (let alias = todo.pop(); alias !== undefined; alias = todo.pop()) {
      const join = this.joinNamed(alias);
      if (join.type !== "inner") continue;
      if (!join.nullable && this.joinNamed(join.parent).type !== "left") continue;
      join.type = "left";
      for (const each of this.joins.values()) if (each.parent === alias) todo.push(each.alias);
    }
  }

  /** Makes joins drop unmatched rows; the joins they depend on stay as they are, as in Django. */
  demote(aliases: Iterable<string>): void {
    for (const alias of aliases) {
      const join = this.joinNamed(alias);
      if (join.type === "left") join.type = "inner";
    }
  }

  /** A column of a join, whose table must contain it. */
  column(alias: string, field: FieldMeta): Sql {
    if (field.column === "") {
      throw new FieldError(`${field.model.name}.${field.name} is not a column: use its fields.`);
    }
    return {
      text: `${alias}.${quoteName(field.column)}`,
      binds: [],
      type: field.type,
      alias,
      nullable: field.nullable,
      field,
    };
  }

  #joined(
    parent: string,
    step: Step,
    reuse: ReadonlySet<string> | null,
    filtered: string | undefined,
  ): Join | undefined {
    let found: Join | undefined;
    for (const join of this.joins.values()) {
      if (join.parent !== parent || join.filtered !== filtered) continue;
      if (!join.step || !sameStep(join.step, step)) continue;
      if (step.many && reuse && !filtered && !reuse.has(join.alias)) continue;
      found = join;
    }
    return found;
  }

  /** The first join of a table has its name, later ones a number: the number of joins with it. */
  #label({ to }: Step, filtered: string | undefined): string {
    const isFirst = ![...this.joins.values()].some((each) => each.meta.table === to.table);
    return isFirst ? (filtered ?? to.table) : `T${this.joins.size + 1}`;
  }

  #alias(): string {
    const alias = `t${this.compilation.next}`;
    this.compilation.next += 1;
    return alias;
  }
}

/** Whether two steps lead to the same rows. */
export function sameStep(one: Step, other: Step): boolean {
  if (one === other) return true;
  if (one.to.concrete !== other.to.concrete || one.on.length !== other.on.length) return false;
  if (one.where !== other.where && (one.where ?? other.where)) return false;
  return one.on.every(
    ([from, to], at) =>
      from.column === other.on[at]?.[0].column && to.column === other.on[at]?.[1].column,
  );
}

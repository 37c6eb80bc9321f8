/** Changes of schemas that Django can do too: every kind of column, name, alteration, index and constraint. */
import type { FieldState, ModelState } from "../../src/schema/index.ts";

export interface Case {
  readonly id: string;
  /** By name, of the app `t`. */
  readonly models: Readonly<Record<string, ModelState>>;
  /** Statements that put rows in. */
  readonly rows?: readonly string[];
  readonly operations: readonly (readonly [name: string, ...args: unknown[]])[];
  /** Only where the database has it. */
  readonly vendor?: "sqlite" | "postgresql";
}

export const columns: Readonly<Record<string, FieldState>> = {
  char: { type: "string", length: 30 },
  charLong: { type: "string", length: 200 },
  charNull: { type: "string", length: 30, nullable: true },
  charUnique: { type: "string", length: 30, unique: true },
  charIndex: { type: "string", length: 30, index: true },
  charDefault: { type: "string", length: 30, dbDefault: "it's" },
  charColumn: { type: "string", length: 30, column: "Other Name" },
  text: { type: "text" },
  textNull: { type: "text", nullable: true },
  textUnique: { type: "text", unique: true },
  textIndex: { type: "text", index: true },
  integer: { type: "integer" },
  integerNull: { type: "integer", nullable: true },
  integerUnique: { type: "integer", unique: true },
  integerIndex: { type: "integer", index: true },
  integerDefault: { type: "integer", dbDefault: 7 },
  small: { type: "smallint" },
  big: { type: "bigint" },
  positive: { type: "positiveInteger" },
  positiveNull: { type: "positiveInteger", nullable: true },
  positiveSmall: { type: "positiveSmallInteger" },
  positiveBig: { type: "positiveBigInteger" },
  boolean: { type: "boolean" },
  booleanDefault: { type: "boolean", dbDefault: true },
  decimal: { type: "decimal", precision: 8, scale: 2 },
  decimalWide: { type: "decimal", precision: 12, scale: 2 },
  float: { type: "double" },
  date: { type: "date" },
  datetime: { type: "datetime" },
  datetimeNull: { type: "datetime", nullable: true },
  time: { type: "time" },
  duration: { type: "duration" },
  json: { type: "json" },
  uuid: { type: "uuid" },
  binary: { type: "blob" },
  ip: { type: "ip", nullable: true },
  relation: { kind: "m:1", to: "t.Target" },
  relationNull: { kind: "m:1", to: "t.Target", nullable: true },
  relationUnindexed: { kind: "m:1", to: "t.Target", index: false },
  relationFree: { kind: "m:1", to: "t.Target", dbConstraint: false },
  relationCode: { kind: "m:1", to: "t.Target", toField: "code" },
  one: { kind: "1:1", to: "t.Target" },
};

const id = { type: "bigint", primary: true, autoincrement: true } as const;
const target: ModelState = {
  table: "t_target",
  fields: { id, code: { type: "string", length: 20, unique: true } },
};

function thing(fields: Readonly<Record<string, FieldState>>, more: object = {}) {
  return { Target: target, Thing: { table: "t_thing", fields: { id, ...fields }, ...more } };
}

const label = { type: "string", length: 20 } as const;
const rows = [
  `insert into t_target (id, code) values (1, 'one')`,
  `insert into t_thing (id, label) values (1, 'kept')`,
];

/** A value that any text column and many others take. */
const sample = (field: FieldState): string | number | boolean => {
  if (field.kind) return field.toField === undefined ? 1 : "one";
  const values: Readonly<Record<string, string | number | boolean>> = {
    boolean: true,
    date: "2026-11-22",
    datetime: "2026-11-22 11:33:00",
    time: "11:33:00",
    json: "{}",
    uuid: "12345678123456781234567812345678",
    ip: "10.0.0.1",
    string: "12",
    text: "12",
    blob: "12",
  };
  return values[field.type ?? ""] ?? 12;
};

function* columnCases(): Generator<Case> {
  for (const [name, field] of Object.entries(columns)) {
    yield {
      id: `create ${name}`,
      models: { Target: target },
      operations: [["createModel", "Thing", { table: "t_thing", fields: { id, value: field } }]],
    };
    const isRequired = !field.nullable && field.dbDefault === undefined;
    const once = isRequired ? [{ oneOffDefault: sample(field) }] : [];
    const canFill = !["json", "uuid", "datetime", "duration", "date", "time", "blob"].includes(
      field.type ?? "",
    );
    yield {
      id: `add ${name}`,
      models: thing({ label }),
      ...(canFill && { rows }),
      operations: [["addField", "Thing", "value", field, ...(canFill ? once : [])]],
    };
    yield {
      id: `remove ${name}`,
      models: thing({ label, value: field }),
      operations: [["removeField", "Thing", "value"]],
    };
    yield {
      id: `rename ${name}`,
      models: thing({ value: field, label }),
      operations: [["renameField", "Thing", "value", "newValue"]],
    };
  }
}

/** Every column made into every other one, with a row where its text fits anything. */
function* alterationCases(): Generator<Case> {
  for (const [from, before] of Object.entries(columns)) {
    for (const [to, after] of Object.entries(columns)) {
      if (from === to) continue;
      yield {
        id: `alter ${from} to ${to}`,
        models: thing({ label, value: before }),
        operations: [["alterField", "Thing", "value", after]],
      };
    }
  }
}

const two = { first: { type: "string", length: 30 }, second: { type: "integer" } } as const;
const positive = { name: "second_positive", check: { field: "second", gte: 0 } } as const;
const both = {
  name: "both",
  check: {
    or: [
      { field: "second", gt: 3 },
      { and: [{ field: "first", equals: "it's" }, { not: { field: "second", equals: 9 } }] },
    ],
  },
} as const;
const unique = { name: "first_second", unique: ["first", "second"] } as const;
const conditional = {
  name: "first_where",
  unique: ["first"],
  condition: { field: "second", gt: 0 },
} as const;

const rules: Readonly<Record<string, readonly [add: string, remove: string, rule: object]>> = {
  index: ["addIndex", "removeIndex", { name: "i_two", properties: ["first", "second"] }],
  descending: ["addIndex", "removeIndex", { name: "i_down", properties: ["-first", "second"] }],
  partial: [
    "addIndex",
    "removeIndex",
    { name: "i_some", properties: ["first"], condition: { field: "second", isNull: false } },
  ],
  functional: [
    "addIndex",
    "removeIndex",
    { name: "i_lower", properties: [], expressions: [`lower("first")`] },
  ],
  check: ["addConstraint", "removeConstraint", positive],
  nested: ["addConstraint", "removeConstraint", both],
  unique: ["addConstraint", "removeConstraint", unique],
  conditional: ["addConstraint", "removeConstraint", conditional],
};

const postgresqlRules: typeof rules = {
  covering: [
    "addIndex",
    "removeIndex",
    { name: "i_cover", properties: ["first"], include: ["second"] },
  ],
  opclass: [
    "addIndex",
    "removeIndex",
    { name: "i_ops", properties: ["first"], opclasses: ["varchar_pattern_ops"] },
  ],
  brin: ["addIndex", "removeIndex", { name: "i_brin", properties: ["second"], using: "brin" }],
  deferrable: [
    "addConstraint",
    "removeConstraint",
    { name: "u_later", unique: ["first"], deferrable: "deferred" },
  ],
  nulls: [
    "addConstraint",
    "removeConstraint",
    { name: "u_nulls", unique: ["first"], nullsDistinct: false },
  ],
  include: [
    "addConstraint",
    "removeConstraint",
    { name: "u_include", unique: ["first"], include: ["second"] },
  ],
};

function* ruleCases(): Generator<Case> {
  const all = [
    ...Object.entries(rules).map(([name, rule]) => ({ name, rule, only: {} })),
    ...Object.entries(postgresqlRules).map(([name, rule]) => ({
      name,
      rule,
      only: { vendor: "postgresql" } as const,
    })),
  ];
  for (const {
    name,
    rule: [add, remove, rule],
    only,
  } of all) {
    const list = add === "addIndex" ? "indexes" : "constraints";
    const removed = remove === "removeIndex" ? rule : Reflect.get(rule, "name");
    const filled = [`insert into t_thing (id, first, second) values (1, 'a', 4)`];
    const having = thing(two, { [list]: [rule] });
    yield { id: `create with ${name}`, models: having, operations: [], ...only };
    yield {
      id: `add ${name} rule`,
      models: thing(two),
      rows: filled,
      operations: [[add, "Thing", rule]],
      ...only,
    };
    yield {
      id: `remove ${name} rule`,
      models: having,
      rows: filled,
      operations: [[remove, "Thing", removed]],
      ...only,
    };
    yield {
      id: `rename table with ${name}`,
      models: having,
      rows: filled,
      operations: [["alterModelTable", "Thing", "t_other"]],
      ...only,
    };
    yield {
      id: `alter beside ${name}`,
      models: thing({ ...two, third: { type: "integer" } }, { [list]: [rule] }),
      operations: [["alterField", "Thing", "third", { type: "text" }]],
      ...only,
    };
  }
}

function* modelCases(): Generator<Case> {
  const link = { kind: "m:n", to: "t.Target" } as const;
  const linked = thing({ label, targets: link });
  const linkedRows = [...rows, "insert into t_thing_targets (thing_id, target_id) values (1, 1)"];
  yield { id: "many-to-many", models: linked, operations: [] };
  yield {
    id: "many-to-many to itself",
    models: thing({ things: { kind: "m:n", to: "t.Thing" } }),
    operations: [],
  };
  yield {
    id: "add many-to-many",
    models: thing({ label }),
    rows,
    operations: [["addField", "Thing", "targets", link]],
  };
  yield {
    id: "remove many-to-many",
    models: linked,
    rows: linkedRows,
    operations: [["removeField", "Thing", "targets"]],
  };
  yield {
    id: "rename many-to-many",
    models: linked,
    rows: linkedRows,
    operations: [["renameField", "Thing", "targets", "goals"]],
  };
  yield {
    id: "rename a model with many-to-many",
    models: linked,
    rows: linkedRows,
    operations: [["renameModel", "Target", "Goal"]],
  };
  yield {
    id: "rename the model of many-to-many",
    models: linked,
    rows: linkedRows,
    operations: [["renameModel", "Thing", "Item"]],
  };
  yield {
    id: "table of many-to-many",
    models: linked,
    rows: linkedRows,
    operations: [["alterModelTable", "Thing", "t_other"]],
  };
  yield { id: "delete with many-to-many", models: linked, operations: [["deleteModel", "Thing"]] };
  const related = thing({ label, target: { kind: "m:1", to: "t.Target", nullable: true } });
  yield {
    id: "rename a related model",
    models: related,
    rows,
    operations: [["renameModel", "Target", "Goal"]],
  };
  yield {
    id: "table of a related model",
    models: related,
    rows,
    operations: [["alterModelTable", "Target", "goals"]],
  };
  yield {
    id: "rename a model to itself",
    models: thing({ parent: { kind: "m:1", to: "t.Thing", nullable: true } }),
    operations: [["renameModel", "Thing", "Item"]],
  };
  yield {
    id: "rename a related key",
    models: {
      Target: { table: "t_target", fields: { code: { type: "string", length: 9, primary: true } } },
      Thing: { table: "t_thing", fields: { id, target: { kind: "m:1", to: "t.Target" } } },
    },
    operations: [["renameField", "Target", "code", "word"]],
  };
  yield {
    id: "longer related key",
    models: {
      Target: { table: "t_target", fields: { code: { type: "string", length: 9, primary: true } } },
      Thing: { table: "t_thing", fields: { id, target: { kind: "m:1", to: "t.Target" } } },
    },
    operations: [["alterField", "Target", "code", { type: "string", length: 19, primary: true }]],
  };
  yield {
    id: "relation as key",
    models: {
      Target: target,
      Thing: {
        table: "t_thing",
        fields: { target: { kind: "1:1", to: "t.Target", primary: true } },
      },
      Far: { table: "t_far", fields: { id, thing: { kind: "m:1", to: "t.Thing" } } },
    },
    operations: [],
  };
  yield {
    id: "composite key",
    models: { Thing: { table: "t_thing", fields: two, primaryKey: ["first", "second"] } },
    operations: [],
  };
  yield {
    id: "unique together",
    models: thing(two, { uniques: [{ properties: ["first", "second"] }] }),
    operations: [],
  };
  yield {
    id: "two relations",
    models: thing({ one: { kind: "m:1", to: "t.Target" }, two: { kind: "m:1", to: "t.Target" } }),
    operations: [["removeField", "Thing", "one"]],
  };
  yield {
    id: "rename index",
    models: thing(two, { indexes: [{ name: "i_old", properties: ["first"] }] }),
    operations: [["renameIndex", "Thing", "i_old", "i_new"]],
  };
  yield {
    id: "integer key to big",
    models: {
      Thing: {
        table: "t_thing",
        fields: { id: { type: "integer", primary: true, autoincrement: true }, label },
      },
    },
    rows: ["insert into t_thing (label) values ('x')"],
    operations: [["alterField", "Thing", "id", id]],
  };
  const computed = { type: "integer", generated: { sql: `("second" * 2)`, stored: true } } as const;
  yield {
    id: "generated stored",
    models: thing(two),
    operations: [
      [
        "createModel",
        "More",
        { table: "t_more", fields: { id, second: { type: "integer" }, twice: computed } },
      ],
    ],
  };
  yield {
    id: "add generated stored",
    models: thing(two),
    rows: ["insert into t_thing (id, first, second) values (1, 'a', 4)"],
    operations: [["addField", "Thing", "twice", computed]],
  };
  const virtual = { ...computed, generated: { ...computed.generated, stored: false } };
  yield {
    id: "add generated virtual",
    vendor: "sqlite",
    models: thing(two),
    rows: ["insert into t_thing (id, first, second) values (1, 'a', 4)"],
    operations: [["addField", "Thing", "twice", virtual]],
  };
  yield {
    id: "comments",
    vendor: "postgresql",
    models: thing({ value: { type: "integer", comment: "it's" } }, { comment: "of a table" }),
    operations: [["alterField", "Thing", "value", { type: "integer", comment: "other" }]],
  };
  yield {
    id: "collation",
    vendor: "sqlite",
    models: thing({ value: { type: "string", length: 9, collation: "nocase" } }),
    operations: [
      ["addField", "Thing", "more", { type: "text", collation: "nocase", nullable: true }],
    ],
  };
  yield {
    id: "collation of PostgreSQL",
    vendor: "postgresql",
    models: thing({ value: { type: "string", length: 9, collation: "C" } }),
    operations: [["alterField", "Thing", "value", { type: "string", length: 9 }]],
  };
}

/** Names too long for a database, or with signs in them. */
function* nameCases(): Generator<Case> {
  const names = [
    "a".repeat(40),
    "b".repeat(62),
    "c".repeat(63),
    "d".repeat(70),
    "Größe_ä",
    "With Space",
    `Quo"te`,
    "_under",
    "9nine",
  ];
  for (const name of names) {
    yield {
      id: `table ${name}`,
      models: {
        Target: target,
        Thing: {
          table: name,
          fields: {
            id,
            value: { type: "string", length: 9, index: true, unique: false },
            target: { kind: "m:1", to: "t.Target" },
          },
        },
      },
      operations: [],
    };
    if (name.length > 60) continue;
    yield {
      id: `column ${name}`,
      models: thing({
        value: { type: "string", length: 9, index: true, column: name },
        target: { kind: "m:1", to: "t.Target", column: `${name}2` },
      }),
      operations: [],
    };
  }
}

/** All of them, in their order. */
export function schemaCases(): readonly Case[] {
  return [...columnCases(), ...alterationCases(), ...ruleCases(), ...modelCases(), ...nameCases()];
}

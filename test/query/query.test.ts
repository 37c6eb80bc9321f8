import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  F,
  Query,
  ValueError,
  columnType,
  gt,
  iContains,
  isIn,
  or,
  prepare,
  type FieldMeta,
  type ModelMeta,
} from "../../src/query/index.ts";

function model(): ModelMeta {
  const fields = new Map<string, FieldMeta>();
  const meta: ModelMeta = {
    label: "library.Book",
    name: "Book",
    table: "library_book",
    fields,
    attributes: fields,
    get primaryKey() {
      const id = fields.get("id");
      assert.ok(id);
      return id;
    },
    relations: new Map(),
    ordering: [],
    get concrete() {
      return meta;
    },
    parents: new Map(),
  };
  for (const [name, kind] of [
    ["id", "bigInteger"],
    ["title", "char"],
    ["votes", "integer"],
  ] as const) {
    const field = { name, attribute: name, column: name, type: columnType(kind), nullable: false };
    fields.set(name, { ...field, model: meta });
  }
  return meta;
}

const books = Query.of(model());

describe("a query", () => {
  it("is a value: filtering it leaves it as it was", () => {
    const before = books.key;
    books.filter({ title: "x" });
    assert.equal(books.key, before);
  });

  it("binds every value, so that none is ever part of the SQL", () => {
    const hostile = "x' or 1=1 --";
    const { plan, params } = prepare(books.filter({ title: iContains(hostile) }), "rows", "sqlite");
    assert.ok(!plan.sql.includes("or 1=1"));
    assert.deepEqual(params, [`%${hostile}%`]);
  });

  it("has one plan for all values, and another for another structure", () => {
    const planOf = (query: Query): unknown => prepare(query, "rows", "postgresql").plan;
    assert.equal(planOf(books.filter({ votes: 1 })), planOf(books.filter({ votes: 2 })));
    assert.equal(
      planOf(books.filter({ votes: isIn([1]) })),
      planOf(books.filter({ votes: isIn([1, 2, 3]) })),
    );
    assert.notEqual(planOf(books.filter({ votes: 1 })), planOf(books.filter({ votes: gt(1) })));
    assert.equal(planOf(books.limit(2)), planOf(books.limit(3)));
  });

  it("refuses an object that a request may have sent where a value is expected", () => {
    assert.throws(
      () => prepare(books.filter({ votes: { $gt: 0 } }), "rows", "sqlite"),
      (error) =>
        error instanceof ValueError && error.message === "Book.votes: expected a whole number.",
    );
  });

  it("knows that no row has a number beyond what the column holds", () => {
    const beyond = books.filter({ votes: 2n ** 70n });
    assert.equal(prepare(beyond, "rows", "sqlite").plan.isEmpty, true);
    assert.equal(prepare(books.filter({ votes: 3 }), "rows", "sqlite").plan.isEmpty, false);
  });

  it("joins conditions by or and compares fields with each other", () => {
    const query = books.filter(or({ votes: gt(F("id")) }, { title: "x" }));
    const { plan } = prepare(query, "rows", "postgresql");
    assert.match(plan.sql, /\("?t0"?\."votes" > t0\."id" OR t0\."title" = \$1\)/);
  });
});

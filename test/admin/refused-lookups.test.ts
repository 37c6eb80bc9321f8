/** What a query may not ask by: never an error of the server, never a row that the list does not have. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openLibrary, type LibrarySite } from "./library-site.ts";

let library: LibrarySite;
before(async () => {
  library = await openLibrary(async () => {});
});
after(() => library.close());

/** The keys of the rows that a list shows. */
const keysIn = (html: string): readonly string[] =>
  [...html.matchAll(/name="_selected_action" value="([^"]*)"/g)].map(([, key = ""]) => key);

const list = (model: string, query = "") =>
  library.visitor("admin").get(`/admin/${model}/${query === "" ? "" : `?${query}`}`);

/** Lookups that lead to other models than those a list's filters name, or to passwords. */
const disallowed: readonly (readonly [model: string, lookups: readonly string[]])[] = [
  [
    "auth/user",
    ["password", "password__startswith", "password__regex", "groups__permissions__codename"],
  ],
  ["auth/group", ["user__password", "user__password__startswith", "user__email__contains"]],
  [
    "library/bookinstance",
    [
      "borrower__password__startswith",
      "borrower__password",
      "borrower__email",
      "book__author__last_name",
      "book__title",
    ],
  ],
  ["library/author", ["books__title", "books__isbn__startswith", "books__reviews__text"]],
  ["library/book", ["author__last_name", "author__books__title", "genres__name", "reviews__text"]],
];

/** Names that are no lookups, whatever objects of the language have of these names. */
const strange = [
  "_state",
  "_state__adding",
  "__proto__",
  "__proto__[x]",
  "constructor",
  "constructor__name",
  "prototype",
  "toString",
  "hasOwnProperty",
  "pk__constructor",
  "title__constructor",
  "title__toString",
  "title__in__in",
  "title__",
  "__title",
  "title.constructor",
  "title[gt]",
  "title[$gt]",
  "$where",
  "title;drop",
  'title" or 1=1 --',
  "id__exact__",
  "author__pk__constructor",
];

/** Values that other libraries take for operators. */
const values = ['{"gt":""}', "[object Object]", "' or ''='", '" or 1=1 --', "%", "_", "\\"];

describe("lookups that a list does not allow", () => {
  for (const [model, lookups] of disallowed) {
    it(`are refused by the list of ${model}, whatever the value`, async () => {
      const faults: string[] = [];
      for (const lookup of lookups) {
        for (const value of ["a", "", "pbkdf2_sha256$", "%", "1"]) {
          const query = `${lookup}=${encodeURIComponent(value)}`;
          const { status } = await list(model, query);
          if (status !== 400) faults.push(`${query}: ${status}`);
        }
      }
      assert.deepEqual(faults, []);
    });
  }

  it("are refused beside others that are allowed, and in actions for all rows", async () => {
    assert.equal((await list("library/book", "language=en&author__last_name=x")).status, 400);
    const before = library.rows();
    const { status } = await library
      .visitor("admin")
      .post("/admin/library/bookinstance/?borrower__password__startswith=p", {
        action: "delete_selected",
        select_across: "1",
        _selected_action: "b0000000-0000-0000-0000-000000000001",
        post: "yes",
      });
    assert.equal(status, 400);
    assert.equal(library.rows(), before);
  });
});

describe("names in a query that are no lookups", () => {
  it("lead to the list without them, or to a refusal", async () => {
    const faults: string[] = [];
    for (const model of ["library/book", "library/author", "auth/user", "polls/question"]) {
      for (const name of strange) {
        const response = await list(model, `${encodeURIComponent(name)}=1`);
        const { status, url } = response;
        const isRefused = status === 400 || (status === 302 && url === `/admin/${model}/?e=1`);
        if (!isRefused) faults.push(`${model}: ${name}: ${status} ${url}`);
      }
    }
    assert.deepEqual(faults, []);
  });

  it("are never operators when they stand in a value", async () => {
    const faults: string[] = [];
    const names = ["title", "title__exact", "title__contains", "title__in", "q", "o", "p", "all"];
    const whole = new Set(keysIn((await list("library/book", "all=")).text));
    for (const name of names) {
      for (const value of values) {
        const response = await list("library/book", `${name}=${encodeURIComponent(value)}`);
        const found = keysIn(response.text);
        const isLookup = name.startsWith("title");
        if (response.status >= 500 || found.some((key) => !whole.has(key))) {
          faults.push(`${name}=${value}: ${response.status}`);
        }
        if (isLookup && found.length > 0)
          faults.push(`${name}=${value} found rows ${found.join(" ")}`);
      }
    }
    assert.deepEqual(faults, []);
  });

  it("name no field of the object that a window asks for", async () => {
    for (const name of ["password", "__proto__", "constructor", "_state", "title", "author__pk"]) {
      for (const page of ["", "add/", "1/change/", "1/delete/"]) {
        const response = await library
          .visitor("admin")
          .get(`/admin/library/book/${page}?_popup=1&_to_field=${name}`);
        assert.equal(response.status, 400, `${page} ${name}`);
      }
    }
  });
});

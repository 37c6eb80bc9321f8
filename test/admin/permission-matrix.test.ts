/** Every address of the admin, by every method, for roles of every kind: what is answered, and that what is refused changes nothing. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { site as adminSite } from "mkweb/admin";
import type { Client, ClientResponse } from "mkweb/test";
import { describeRoutes } from "mkweb/urls";
import { isThorough } from "../support/thorough.ts";
import { formsOf } from "./library-forms.ts";
import { models, openLibrary, type LibrarySite, type Role } from "./library-site.ts";
import { actionsOf, deletion, finds, isListed, may, sees, type Row } from "./permission-rules.ts";
import { Author } from "./site/library/models.ts";

type Data = Readonly<Record<string, string>>;

/** What is expected: a status, for a redirect where to, and whether rows may change. */
interface Answer {
  readonly status: number;
  readonly to?: string;
  readonly changes?: boolean;
}

/** A request, and what it should be answered to those who come in. */
interface Case {
  readonly path: string;
  readonly data?: Data;
  readonly expected: (role: Role) => Answer;
}

const ok: Answer = { status: 200 };
const forbidden: Answer = { status: 403 };
const missing: Answer = { status: 404 };
const notAllowed: Answer = { status: 405 };
const done: Answer = { status: 302, changes: true };
const toIndex: Answer = { status: 302, to: "/admin/" };
const back = (path: string): Answer => ({ status: 302, to: path });

let library: LibrarySite;
before(async () => {
  library = await openLibrary(async () => {
    await Author.objects.create({ id: 4, firstName: "Nelly", lastName: "Sachs" });
    await Author.objects.update({ isActive: true });
  });
});
after(() => library.close());

const copy = (at: number) => `b0000000-0000-0000-0000-00000000000${at}`;

/** Rows of each model that differ in what may be done with them, one that is not there, and what is no key. */
const rowsOf: Readonly<Record<string, readonly Row[]>> = {
  group: [{ pk: "3", exists: true }],
  user: [{ pk: "6", exists: true }],
  author: [
    { pk: "1", exists: true, isProtected: true },
    { pk: "4", exists: true },
  ],
  book: [
    { pk: "1", exists: true, takesAlong: ["bookinstance", "review"] },
    { pk: "2", exists: true },
  ],
  bookinstance: ["o", "a", "m", "r"].map((status, at) => ({
    pk: copy(at + 1),
    exists: true,
    status,
  })),
  genre: [{ pk: "1", exists: true }],
  publisher: [{ pk: "1", exists: true }],
  review: [{ pk: "1", exists: true }],
  question: [{ pk: "1", exists: true }],
};
const absent = (model: string): readonly Row[] => [
  { pk: model === "bookinstance" ? copy(9) : "999", exists: false },
  { pk: "constructor", exists: false },
];
const allRows = (model: string): readonly Row[] => [...(rowsOf[model] ?? []), ...absent(model)];

/** The same by both methods, with nothing sent. */
const both = (path: string, expected: Case["expected"]): readonly Case[] => [
  { path, expected },
  { path, data: {}, expected },
];

const readOnly = (path: string, expected: Case["expected"] = () => ok): readonly Case[] => [
  { path, expected },
  { path, data: {}, expected: () => notAllowed },
];

/** The cases of the pages that are of no model. */
const sitePages: Readonly<Record<string, () => readonly Case[]>> = {
  index: () => both("/admin/", () => ok),
  login: () => [
    { path: "/admin/login/", expected: ({ staff }) => (staff ? toIndex : ok) },
    { path: "/admin/login/", data: {}, expected: () => ok },
  ],
  logout: () => [
    { path: "/admin/logout/", expected: () => notAllowed },
    { path: "/admin/logout/", data: {}, expected: () => ok },
  ],
  password_change: () => [
    ...both("/admin/password_change/", () => ok),
    {
      path: "/admin/password_change/",
      data: { old_password: "wrong", new_password1: "Zugvogel-77", new_password2: "Zugvogel-77" },
      expected: () => ok,
    },
  ],
  password_change_done: () => readOnly("/admin/password_change/done/"),
  jsi18n: () => readOnly("/admin/jsi18n/"),
  autocomplete: autocompleteCases,
  view_on_site: viewOnSiteCases,
  app_list: () =>
    ["auth", "library", "polls"].flatMap((app) =>
      both(`/admin/${app}/`, (role) =>
        models.some(([label, model]) => label === app && isListed(role, app, model)) ? ok : missing,
      ),
    ),
  "(?P<url>.*)$": () => [
    ...both("/admin/nope/", () => missing),
    ...both("/admin/library/nope/1/change/", () => missing),
    ...both("/admin/library/book", () => ({ status: 301, to: "/admin/library/book/" })),
  ],
};

function autocompleteCases(): readonly Case[] {
  const asks: readonly (readonly [string, string, string, string?])[] = [
    ["library", "book", "author", "library.author"],
    ["library", "book", "publisher", "library.publisher"],
    ["library", "book", "genres", "library.genre"],
    ["library", "book", "sequel_of", "library.book"],
    ["library", "bookinstance", "book", "library.book"],
    ["library", "bookinstance", "borrower", "auth.user"],
    ["auth", "user", "groups", "auth.group"],
    ["polls", "choice", "question", "polls.question"],
    // Permissions have no pages; the rest are no relations, or nothing.
    ["auth", "user", "user_permissions"],
    ["library", "book", "title"],
    ["library", "book", "constructor"],
    ["library", "nope", "author"],
    ["__proto__", "constructor", "__proto__"],
    ["", "", ""],
  ];
  return asks.flatMap(([app, model, field, target]) => {
    const [to = "", name = ""] = target?.split(".") ?? [];
    const query = `app_label=${app}&model_name=${model}&field_name=${field}&term=`;
    return readOnly(`/admin/autocomplete/?${query}`, (role) =>
      target !== undefined && may(role, "view", to, name) ? ok : forbidden,
    );
  });
}

function viewOnSiteCases(): readonly Case[] {
  const type = (model: string) =>
    String(library.value(`select id from django_content_type where model = '${model}'`));
  const author = `/admin/r/${type("author")}/1/`;
  return [
    ...both(author, () => back("http://testserver/library/authors/1/")),
    ...both(`/admin/r/${type("author")}/999/`, () => missing),
    ...both(`/admin/r/${type("genre")}/1/`, () => missing),
    ...both("/admin/r/999/1/", () => missing),
    ...both("/admin/r/constructor/__proto__/", () => missing),
  ];
}

/** The cases of a model's page, by how its name ends. */
const modelPages: Readonly<Record<string, (app: string, model: string) => readonly Case[]>> = {
  changelist: changelistCases,
  add: addCases,
  change: changeCases,
  delete: deleteCases,
  history: (app, model) =>
    allRows(model).flatMap((row) =>
      both(`/admin/${app}/${model}/${row.pk}/history/`, (role) => {
        if (!finds(role, row)) return toIndex;
        return sees(role, app, model) ? ok : forbidden;
      }),
    ),
  "<path:objectId>/": (app, model) =>
    allRows(model).flatMap(({ pk }) =>
      both(`/admin/${app}/${model}/${pk}/`, () => back(`/admin/${app}/${model}/${pk}/change/`)),
    ),
  password_change: passwordCases,
};

function changelistCases(app: string, model: string): readonly Case[] {
  const list = `/admin/${app}/${model}/`;
  const seen = (answer: (role: Role) => Answer) => (role: Role) =>
    sees(role, app, model) ? answer(role) : forbidden;
  const cases: Case[] = [
    ...both(
      list,
      seen(() => ok),
    ),
    ...both(
      `${list}?_popup=1`,
      seen(() => ok),
    ),
    ...both(
      `${list}?q=x&all=&_facets=True`,
      seen(() => ok),
    ),
  ];
  const form = {
    "form-TOTAL_FORMS": "1",
    "form-INITIAL_FORMS": "1",
    "form-0-id": "4",
    "form-0-first_name": "Leonie",
    _save: "Save",
  };
  cases.push(
    {
      path: list,
      data: form,
      expected: seen((role) => {
        if (model !== "author") return ok;
        return may(role, "change", app, model) ? done : forbidden;
      }),
    },
    { path: `${list}?_popup=1`, data: form, expected: seen(() => ok) },
  );
  const names = ["delete_selected", "deactivate", "announce", "out_of_print"];
  const wrong = ["deleteSelected", "constructor", "__proto__", ""];
  for (const [at, row] of allRows(model).entries()) {
    const asked = at === 0 ? [...names, ...wrong] : names;
    for (const action of row.exists ? asked : ["delete_selected"]) {
      const chosen = { action, _selected_action: row.pk };
      cases.push({
        path: list,
        data: chosen,
        expected: seen((role) => actionAnswer(role, app, model, row, action, false)),
      });
      if (action !== "delete_selected") continue;
      cases.push(
        {
          path: list,
          data: { ...chosen, post: "yes" },
          expected: seen((role) => actionAnswer(role, app, model, row, action, true)),
        },
        { path: `${list}?_popup=1`, data: { ...chosen, post: "yes" }, expected: seen(() => ok) },
      );
    }
  }
  return cases;
}

function actionAnswer(
  role: Role,
  app: string,
  model: string,
  row: Row,
  action: string,
  confirmed: boolean,
): Answer {
  const list = back(`/admin/${app}/${model}/`);
  const offered = actionsOf(role, app, model);
  if (offered.length === 0) return ok;
  if (!offered.includes(action)) return list;
  if (action !== "delete_selected")
    return action === "announce" ? list : { ...list, changes: finds(role, row) };
  if (!finds(role, row)) return confirmed ? list : ok;
  const outcome = deletion(role, app, row);
  if (!confirmed || outcome === "shown") return ok;
  return outcome === "refused" ? forbidden : { ...list, changes: true };
}

function addCases(app: string, model: string): readonly Case[] {
  const path = `/admin/${app}/${model}/add/`;
  const added = (answer: Answer) => (role: Role) =>
    may(role, "add", app, model) ? answer : forbidden;
  const { add } = formsOf(model);
  return [
    ...both(path, added(ok)),
    ...both(`${path}?_popup=1`, added(ok)),
    { path, data: add, expected: added(done) },
    { path, data: { ...add, _saveasnew: "1" }, expected: added(done) },
    { path, data: { ...add, _popup: "1" }, expected: added({ status: 200, changes: true }) },
  ];
}

function changeCases(app: string, model: string): readonly Case[] {
  const { add, change } = formsOf(model);
  return allRows(model).flatMap((row) => {
    const path = `/admin/${app}/${model}/${row.pk}/change/`;
    const shown = (role: Role): Answer => {
      const sees = may(role, "view", app, model, row) || may(role, "change", app, model, row);
      if (!sees) return forbidden;
      return finds(role, row) ? ok : toIndex;
    };
    const changed = (answer: Answer) => (role: Role) => {
      if (!may(role, "change", app, model, row)) return forbidden;
      return finds(role, row) ? answer : toIndex;
    };
    const copied = (role: Role) => (may(role, "add", app, model) ? done : forbidden);
    return [
      { path, expected: shown },
      { path: `${path}?_popup=1`, expected: shown },
      { path, data: {}, expected: changed(ok) },
      { path, data: change, expected: changed(done) },
      { path, data: { ...change, _popup: "1" }, expected: changed({ status: 200, changes: true }) },
      { path, data: { ...add, _saveasnew: "1" }, expected: copied },
    ];
  });
}

function deleteCases(app: string, model: string): readonly Case[] {
  return allRows(model).flatMap((row) => {
    const path = `/admin/${app}/${model}/${row.pk}/delete/`;
    const deleted = (role: Role, answer: Answer): Answer => {
      if (!may(role, "delete", app, model, row)) return forbidden;
      return finds(role, row) ? answer : toIndex;
    };
    const sent = (answer: Answer) => (role: Role) => {
      const outcomes = { refused: forbidden, shown: ok, done: answer };
      return deleted(role, outcomes[deletion(role, app, row)]);
    };
    return [
      { path, expected: (role: Role) => deleted(role, ok) },
      { path: `${path}?_popup=1`, expected: (role: Role) => deleted(role, ok) },
      // Nothing was sent, so nothing was confirmed.
      { path, data: {}, expected: (role: Role) => deleted(role, ok) },
      { path, data: { post: "yes" }, expected: sent(done) },
      { path, data: { post: "yes", _popup: "1" }, expected: sent({ status: 200, changes: true }) },
    ];
  });
}

function passwordCases(): readonly Case[] {
  const sent = {
    password1: "Zugvogel-77",
    password2: "Zugvogel-77",
    usable_password: "true",
    "set-password": "1",
  };
  return allRows("user").flatMap((row) => {
    const path = `/admin/auth/user/${row.pk}/password/`;
    const changed = (answer: Answer) => (role: Role) => {
      if (!may(role, "change", "auth", "user")) return forbidden;
      return row.exists ? answer : missing;
    };
    return [
      ...both(path, changed(ok)),
      ...both(`${path}?_popup=1`, changed(ok)),
      { path, data: sent, expected: changed(done) },
    ];
  });
}

/** Those who may not come in are sent to log in, from wherever they are. */
function turnedAway({ path }: Case): Answer {
  if (path === "/admin/logout/") return toIndex;
  return back(`/admin/login/?next=${encodeURIComponent(path).replaceAll("%2F", "/")}`);
}

function expectedOf(role: Role, each: Case): Answer {
  return role.staff || each.path.startsWith("/admin/login/")
    ? each.expected(role)
    : turnedAway(each);
}

/**
 * Who sends a request: everybody in `npm run test:thorough`, otherwise one role for each answer that there is to it,
 * now the first of those who get it, now the last.
 */
function askers(each: Case, at: number): readonly Role[] {
  if (isThorough) return library.roles;
  const roles = at % 2 === 0 ? library.roles : library.roles.toReversed();
  const byAnswer = new Map(roles.map((role) => [JSON.stringify(expectedOf(role, each)), role]));
  return [...byAnswer.values()];
}

const send = (client: Client, { path, data }: Case): Promise<ClientResponse> =>
  data === undefined ? client.get(path) : client.post(path, data);

/** What is wrong with the answer to a request, in one line; nothing, if nothing is. */
async function fault(role: Role, client: Client, each: Case): Promise<string | undefined> {
  const { status, to, changes = false } = expectedOf(role, each);
  const before = library.rows();
  const response = await send(client, each);
  const after = library.rows();
  const changed = after.kept !== before.kept;
  if (changed || after.sessions !== before.sessions) await library.reset();
  const isRight =
    response.status === status && (to === undefined || response.url === to) && changed === changes;
  if (isRight) return undefined;
  const sent = each.data === undefined ? "GET" : `POST ${JSON.stringify(each.data)}`;
  return `${role.name}: ${sent} ${each.path}: ${response.status} ${response.url}${changed ? ", rows changed" : ""}; expected ${status} ${to ?? ""}${changes ? ", rows changed" : ""}`;
}

/** The cases of each address, in the order of the addresses. */
function addresses(): readonly (readonly [route: string, cases: () => readonly Case[]])[] {
  return describeRoutes(adminSite.getUrls()).map(({ route, viewName }) => {
    const [, app = "", model = "", rest = ""] = /^\/(\w+)\/(\w+)\/(.*)$/.exec(route) ?? [];
    const isModel = models.some(([label, name]) => label === app && name === model);
    const key = viewName ?? (isModel ? rest : route.slice(1));
    const own = isModel ? key.replace(/^.*_(?=[a-z]+$)/, "") : key;
    const suffix = key.endsWith("password_change") ? "password_change" : own;
    const ofModel = isModel ? modelPages[suffix] : undefined;
    const cases = ofModel ? () => ofModel(app, model) : sitePages[key];
    assert.ok(cases, `No case is written for the address ${route}`);
    return [route, cases];
  });
}

describe("every address of the admin", () => {
  it("answers each role as its permissions say, and changes nothing where it refuses", async (t) => {
    for (const [route, cases] of addresses()) {
      await t.test(route, async () => {
        const faults: string[] = [];
        for (const [at, each] of cases().entries()) {
          for (const role of askers(each, at)) {
            const found = await fault(role, library.visitor(role.name), each);
            if (found !== undefined) faults.push(found);
          }
        }
        assert.deepEqual(faults, []);
      });
    }
  });

  it("refuses whatever is sent without the token of a form, to everybody", async () => {
    const faults: string[] = [];
    const sent = addresses().flatMap(([, cases]) =>
      cases().filter(({ data }) => data !== undefined),
    );
    const each = new Map(sent.map((one) => [`${one.path} ${one.data?.["action"] ?? ""}`, one]));
    for (const one of each.values()) {
      const before = library.rows();
      for (const role of ["anonymous", "newbie", "admin"]) {
        const { status } = await send(library.visitor(role, { csrf: true }), one);
        if (status !== 403) faults.push(`${role}: ${one.path}: ${status}`);
      }
      if (library.rows() !== before) faults.push(`${one.path}: rows changed`);
    }
    assert.deepEqual(faults, []);
  });
});

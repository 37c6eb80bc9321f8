/** Views with forms, one random request after the other, beside the real Django on a copy of the same SQLite file. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { ImproperlyConfigured } from "../../src/conf/index.ts";
import { MultipleObjectsReturned, overrideTimeZone } from "../../src/db/index.ts";
import { defineForm, defineModelForm, fields, ValidationError } from "../../src/forms/index.ts";
import { path } from "../../src/urls/index.ts";
import * as views from "../../src/views/index.ts";
import { Random } from "../fuzz/random.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";
import { Entry, siteOf } from "./site.ts";

/** A DeleteView has a form since Django 4. */
const noNewerDjango =
  process.env["NEWER_DJANGO"] === undefined &&
  "NEWER_DJANGO names no folder with a newer Django, for PYTHONPATH";
const PYTHON = process.env["PYTHON"] ?? "/usr/bin/python3";
const TIME_ZONE = "Europe/Berlin";
const REQUESTS = 1500;

const FORM = `{{ view.prefix|default:"" }}|{{ object.pk }}|{{ entry.title }}|{{ form.instance.pk }}|{{ form.non_field_errors.as_text }}\
{% for field in form %}[{{ field.html_name }} {{ field.errors.as_text }} {{ field.value|default_if_none:"" }}]{% endfor %}`;
const templates = {
  "polls/entry_form.html": `form ${FORM}`,
  "polls/entry_confirm_delete.html": `sure? ${FORM}`,
  "word.html": `word ${FORM}`,
};

interface Spec {
  readonly route: string;
  readonly view: "CreateView" | "UpdateView" | "DeleteView" | "FormView";
  readonly model?: "model" | "queryset";
  readonly options: Readonly<Record<string, unknown>>;
}

const some = ["title", "slug"];
const most = ["title", "slug", "pub_date", "day"];
const specs: readonly [Spec, ...Spec[]] = [
  {
    route: "c/",
    view: "CreateView",
    model: "model",
    options: { fields: most, success_url: "/e/{id}/{slug}/{{x}}/" },
  },
  { route: "c/own/", view: "CreateView", model: "model", options: { fields: most } },
  {
    route: "c/all/",
    view: "CreateView",
    model: "model",
    options: { fields: "__all__", success_url: "/{title}/" },
  },
  {
    route: "c/p/",
    view: "CreateView",
    model: "queryset",
    options: { fields: most, prefix: "p", initial: { title: "T" }, template_name: "word.html" },
  },
  {
    route: "c/both/",
    view: "CreateView",
    model: "model",
    options: { fields: some, form_class: "EntryForm" },
  },
  { route: "c/neither/", view: "CreateView", model: "model", options: {} },
  {
    route: "u/<int:pk>/",
    view: "UpdateView",
    model: "model",
    options: { fields: some, success_url: "/u/{title}/" },
  },
  {
    route: "u/own/<int:pk>/",
    view: "UpdateView",
    model: "queryset",
    options: { fields: ["day", "title"] },
  },
  {
    route: "u/s/<slug:slug>/",
    view: "UpdateView",
    model: "model",
    options: { fields: ["day", "title"], initial: { title: "I" } },
  },
  {
    route: "u/f/<int:pk>/",
    view: "UpdateView",
    model: "model",
    options: { form_class: "EntryForm", prefix: "x" },
  },
  { route: "u/neither/<int:pk>/", view: "UpdateView", model: "model", options: {} },
  {
    route: "d/<int:pk>/",
    view: "DeleteView",
    model: "model",
    options: { success_url: "/gone/{id}/" },
  },
  {
    route: "d/sure/<int:pk>/",
    view: "DeleteView",
    model: "queryset",
    options: { form_class: "SureForm", success_url: "/" },
  },
  { route: "d/no/<int:pk>/", view: "DeleteView", model: "model", options: {} },
  {
    route: "f/",
    view: "FormView",
    options: { form_class: "WordForm", template_name: "word.html", success_url: "/ok/{x}/" },
  },
  {
    route: "f/p/",
    view: "FormView",
    options: {
      form_class: "WordForm",
      template_name: "word.html",
      prefix: "q",
      initial: { word: "w" },
    },
  },
];

class SureForm extends defineForm({ sure: fields.boolean() }) {}
class WordForm extends defineForm({
  word: fields.char({ maxLength: 5 }),
  times: fields.integer({ required: false, minValue: 1 }),
}) {}
class EntryForm extends defineModelForm(Entry, { fields: ["title", "day"] }) {
  cleanTitle() {
    if (this.cleanedData.title.includes("!")) {
      throw new ValidationError("No shouting.", { code: "loud" });
    }
    return this.cleanedData.title.toUpperCase();
  }
}
const forms = { SureForm, WordForm, EntryForm };

const camel = (name: string) =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function viewOf({ view, model, options }: Spec) {
  const own = Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      if (name === "fields" && Array.isArray(value)) return [name, value.map(camel)];
      return [camel(name), name === "form_class" ? Reflect.get(forms, String(value)) : value];
    }),
  );
  const rows = {
    ...(model === "model" && { model: Entry }),
    ...(model === "queryset" && { queryset: Entry.objects.exclude({ title: "none" }) }),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- which view it is, the case says
  const View = Reflect.get(views, view) as typeof views.UpdateView;
  return View.asView({ ...own, ...rows });
}

const values: Readonly<Record<string, readonly [string, ...string[]]>> = {
  title: [
    "a",
    "A b",
    "é ü",
    "none",
    "",
    " ",
    "x!",
    "<b>",
    "y".repeat(201),
    "{id}",
    "\0",
    "a/b?c#d",
  ],
  slug: ["s-1", "s-2", "s-3", "s_4", "no slug", "", "é", "x".repeat(51)],
  pub_date: [
    "2026-05-04 12:00",
    "2026-05-04T12:00:00",
    "",
    "x",
    "2026-02-30",
    "05/04/2026 10:20:30",
  ],
  day: ["2026-05-04", "", "x", "05/04/2026", "2026-02-29"],
  template: ["", "t.html", "z".repeat(51)],
  sure: ["on", "", "false", "true"],
  word: ["hello", "longer", "", " a "],
  times: ["1", "0", "", "x", "3.0"],
};

function bodyFor(random: Random): string {
  const prefix = random.pick(["", "", "", "p-", "x-", "q-"]);
  const pairs = Object.entries(values)
    .filter(() => random.chance(0.85))
    .map(([name, all]): [string, string] => {
      return [`${prefix}${name}`, random.chance(0.7) ? all[0] : random.pick(all)];
    });
  return new URLSearchParams(pairs).toString();
}

const inWordsOfDjango = (text: string) =>
  text
    .replaceAll("form_class", "formClass")
    .replaceAll("success_url", "successUrl")
    .replaceAll("get_absolute_url", "getAbsoluteUrl");

it(
  `${REQUESTS} random requests to views with forms are answered as Django answers them`,
  { skip: noNewerDjango },
  async (t) => {
    const [sqlite] = databases;
    assert.ok(sqlite);
    let file = "";
    const database = {
      ...sqlite,
      url: async (t: Parameters<typeof sqlite.url>[0]) => {
        const url = await sqlite.url(t);
        file = url.slice("sqlite:".length);
        return url;
      },
    };
    await openModels(t, database, "polls", [Entry]);
    const random = new Random(11);
    for (let at = 1; at <= 60; at++) {
      const pubDate = new Date(Date.UTC(2026, 4, at, 10));
      await Entry.objects.create({ title: `t${at}`, slug: `s-${at}`, pubDate, day: "2026-05-04" });
    }
    // A copy of the file alone would miss what its log still holds.
    const copying = new DatabaseSync(file);
    copying.prepare("VACUUM INTO ?").run(`${file}.django`);
    copying.close();
    const asked = Array.from({ length: REQUESTS }, () => {
      const { route } = random.pick(specs);
      const url = route.replaceAll(/<(\w+):\w+>/g, (_, kind: string) =>
        kind === "int" ? String(1 + random.below(90)) : `s-${1 + random.below(70)}`,
      );
      const method = random.pick([
        "GET",
        "POST",
        "POST",
        "POST",
        "POST",
        "PUT",
        "HEAD",
        "OPTIONS",
        "DELETE",
      ]);
      return [method, `/${url}`, bodyFor(random)] as const;
    });
    const program = fileURLToPath(new URL("edit_answers.py", import.meta.url));
    const given = { database: `${file}.django`, timeZone: TIME_ZONE, templates, asked };
    const run = spawnSync(PYTHON, [program], {
      input: JSON.stringify({
        ...given,
        views: specs.map((spec) => ({ model: null, ...spec })),
      }),
      encoding: "utf8",
      env: { ...process.env, PYTHONPATH: process.env["NEWER_DJANGO"] },
      maxBuffer: 64 * 1024 * 1024,
    });
    assert.equal(run.status, 0, run.stderr);
    const [expected, rows]: readonly [readonly unknown[], readonly (readonly unknown[])[]] =
      JSON.parse(inWordsOfDjango(run.stdout));

    const ask = siteOf(
      specs.map((spec) => path(spec.route, viewOf(spec))),
      templates,
      { timeZone: TIME_ZONE },
    );
    const differences: unknown[] = [];
    for (const [at, [method, url, body]] of asked.entries()) {
      const answer = await overrideTimeZone(TIME_ZONE, async () => {
        try {
          const headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": String(body.length),
          };
          const { status, body: text, response } = await ask(url, { method, body, headers });
          if (!response) return [status, text];
          const header = (name: string) => response.headers.get(name) ?? null;
          return [status, text, header("Location"), header("Allow")];
        } catch (error) {
          if (error instanceof MultipleObjectsReturned) return [500, "MultipleObjectsReturned"];
          if (!(error instanceof ImproperlyConfigured)) throw error;
          return [500, error.message];
        }
      });
      if (JSON.stringify(answer) !== JSON.stringify(expected[at])) {
        differences.push({ method, url, body, answer, wanted: expected[at] });
      }
    }
    assert.deepEqual(differences.slice(0, 4), [], `${differences.length} differ`);
    const left = await Entry.objects.valuesList("id", "title", "slug", "day", "template");
    assert.deepEqual(
      left,
      rows.map((row) => row.filter((_, at) => at !== 4)),
    );
  },
);

/** Templates in the idioms of Django's sites, rendered unmodified, beside what Django makes of them (answers.py). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, it } from "node:test";
import {
  activateForms,
  CheckboxSelectMultiple,
  DateInput,
  defineForm,
  defineFormSet,
  fields,
  HiddenInput,
  RadioSelect,
  Textarea,
  ValidationError,
} from "../../../src/forms/index.ts";
import { QueryDict } from "../../../src/http/index.ts";
import { Engine } from "../../../src/templates/index.ts";

interface Case {
  readonly name: string;
  readonly data?: Readonly<Record<string, string | readonly string[]>>;
  readonly prefix?: string;
  readonly autoId?: false;
}

class ContactForm extends defineForm({
  subject: fields.char({ maxLength: 20, minLength: 2, helpText: "At most <b>20</b> letters." }),
  email: fields.email({ label: "Your address" }),
  message: fields.char({ widget: new Textarea({ attrs: { rows: 4, class: "form-control" } }) }),
  ccMyself: fields.boolean({ required: false, label: "A copy for me" }),
  kind: fields.choice({ choices: { q: "A question", p: "Praise & thanks" }, widget: RadioSelect }),
  topics: fields.multipleChoice({
    choices: { a: "Apples", b: "Bees", c: "<Cats>" },
    widget: CheckboxSelectMultiple,
    required: false,
  }),
  day: fields.date({ widget: new DateInput({ attrs: { type: "date" } }), initial: "2026-01-02" }),
  whenToCall: fields.time({ required: false }),
  paper: fields.file({ required: false }),
  token: fields.char({ widget: HiddenInput, initial: "t<1>" }),
}) {
  static override requiredCssClass = "required";
  static override media = {
    css: { all: ["contact/form.css"], print: ["/print.css"] },
    js: ["contact/form.js", "https://cdn.example.com/x.js?a=1&b=2"],
  };

  override clean({ subject }: { subject?: string }): void {
    if (subject !== "spam") return;
    throw new ValidationError(["No <spam>, please.", "Really."], { code: "spam" });
  }
}

class ChoiceForm extends defineForm({
  choiceText: fields.char({ maxLength: 200 }),
  votes: fields.integer({ minValue: 0, required: false }),
}) {}

class ChoiceFormSet extends defineFormSet(ChoiceForm, {
  extra: 2,
  canDelete: true,
  canOrder: true,
  maxNum: 4,
  validateMax: true,
}) {}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
const cases: Readonly<Record<"contact" | "choices", readonly Case[]>> = JSON.parse(
  read("cases.json"),
);
const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  read("answers.json"),
);
const engine = new Engine({
  dirs: [fileURLToPath(new URL("templates", import.meta.url))],
  staticUrl: "/static/",
});

/** What a browser sends. */
function dataOf({ data }: Case): QueryDict | undefined {
  if (!data) return undefined;
  const sent = new URLSearchParams();
  for (const [name, values] of Object.entries(data)) {
    for (const value of [values].flat()) sent.append(name, value);
  }
  return new QueryDict(sent.toString());
}

function variables(kind: string, each: Case): Readonly<Record<string, unknown>> {
  const data = dataOf(each);
  if (kind === "contact") {
    return { form: new ContactForm({ data, prefix: each.prefix, autoId: each.autoId }) };
  }
  return {
    formset: new ChoiceFormSet({ data, initial: [{ choiceText: "Not <much>", votes: 3 }] }),
  };
}

describe("a template in Django's idioms", () => {
  beforeEach(() => activateForms({ engine }));
  afterEach(() => activateForms({ engine: new Engine() }));

  for (const [name, expected] of Object.entries(answers)) {
    it(`${name} renders as in Django`, async () => {
      const kind = name.startsWith("contact/") ? "contact" : "choices";
      for (const each of cases[kind]) {
        const html = await engine.getTemplate(name).render(variables(kind, each));
        assert.equal(html, expected[each.name], `${name}: ${each.name}`);
      }
    });
  }
});

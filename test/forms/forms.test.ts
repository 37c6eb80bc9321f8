import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import {
  activateForms,
  defineForm,
  defineFormSet,
  fields,
  HiddenInput,
  Script,
  TextInput,
  ValidationError,
} from "../../src/forms/index.ts";
import { MultiValueDict, QueryDict, UploadedFile } from "../../src/http/index.ts";
import { Engine, MemoryLoader } from "../../src/templates/index.ts";

afterEach(() => activateForms({ engine: new Engine() }));

class SignUpForm extends defineForm({
  firstName: fields.char({ maxLength: 10 }),
  age: fields.integer({ required: false }),
}) {
  cleanFirstName(): string {
    return this.cleanedData.firstName.toUpperCase();
  }

  override async clean({ firstName }: { firstName?: string }): Promise<void> {
    await Promise.resolve();
    if (firstName === "ADMIN") this.addError("firstName", "Taken.");
  }
}

describe("a form", () => {
  it("has values of the types that its fields say", async () => {
    const form = new SignUpForm({ data: new QueryDict("first_name=ann&age=") });
    assert.equal(await form.isValid(), true);
    const name: string = form.cleanedData.firstName;
    const age: number | null = form.cleanedData.age;
    assert.deepEqual([name, age], ["ANN", null]);
    // @ts-expect-error -- a misspelt field is none
    assert.equal(form.cleanedData.fristName, undefined);
    // @ts-expect-error -- nor in errors
    assert.throws(() => form.addError("fristName", "x"), RangeError);
  });

  it("waits for clean methods that take time, and says so where it cannot", async () => {
    const form = new SignUpForm({ data: { first_name: "admin" } });
    assert.throws(() => form.errors, /await form\.isValid\(\)/);
    assert.equal(await form.isValid(), false);
    assert.deepEqual(form.errors.get("firstName")?.messages, ["Taken."]);
    assert.equal(Object.hasOwn(form.cleanedData, "firstName"), false);
  });

  it("lets an error that is no ValidationError go on", async () => {
    class BrokenForm extends defineForm({ a: fields.char() }) {
      cleanA(): never {
        throw new RangeError("a bug");
      }
    }
    await assert.rejects(new BrokenForm({ data: { a: "x" } }).isValid(), RangeError);
  });

  it("shows HTML in a message only where the code says that it is some", async () => {
    const { markSafe } = await import("../../src/templates/index.ts");
    class LoudForm extends defineForm({ a: fields.char() }) {
      override clean(): void {
        this.addError("a", new ValidationError(markSafe("<b>bold</b>"), { code: "b" }));
        this.addError(null, "<i>");
      }
    }
    const form = new LoudForm({ data: { a: "x" } });
    await form.isValid();
    assert.match(String(form.errors), /<b>bold<\/b>.*&lt;i&gt;/s);
    assert.deepEqual(form.errors.getJsonData(true), {
      a: [{ message: "&lt;b&gt;bold&lt;/b&gt;", code: "b" }],
      __all__: [{ message: "&lt;i&gt;", code: "" }],
    });
  });

  it("has fields of its own, which can be changed without changing those of another", () => {
    const one = new SignUpForm();
    one.fields.age.required = true;
    one.fields.age.widget.attrs["class"] = "wide";
    const other = new SignUpForm();
    assert.equal(other.fields.age.required, false);
    assert.equal(other.fields.age.widget.attrs["class"], undefined);
  });

  it("takes files from the files that were sent, and none from its data", async () => {
    class UploadForm extends defineForm({
      file: fields.file(),
      note: fields.char({ required: false }),
    }) {}
    const bytes = Buffer.from("x");
    const file = new UploadedFile({ name: "a.txt", contentType: "text/plain", size: 1 }, bytes);
    const sent = new UploadForm({ data: {}, files: new MultiValueDict([["file", [file]]]) });
    assert.equal(await sent.isValid(), true);
    assert.equal(sent.cleanedData.file, file);
    assert.equal(sent.isMultipart(), true);
    const typed = new UploadForm({ data: { file: { name: "a", size: 1 } } });
    assert.equal(await typed.isValid(), false);
  });

  it("takes nothing for a disabled field", async () => {
    class PriceForm extends defineForm({ price: fields.integer({ disabled: true, initial: 9 }) }) {}
    const form = new PriceForm({ data: { price: "1" } });
    assert.equal(await form.isValid(), true);
    assert.equal(form.cleanedData.price, 9);
  });

  it("refuses whole numbers that a number cannot hold, unless they are asked for", async () => {
    const data = { n: "9007199254740993" };
    class Small extends defineForm({ n: fields.integer() }) {}
    class Large extends defineForm({ n: fields.integer({ bigint: true }) }) {}
    assert.equal(await new Small({ data }).isValid(), false);
    const large = new Large({ data });
    assert.equal(await large.isValid(), true);
    assert.equal(large.cleanedData.n, 9007199254740993n);
  });

  it("knows the media of its class and of its widgets", () => {
    class Calendar extends TextInput {
      static override media = {
        css: { all: ["calendar.css"] },
        js: [new Script("c.js", { defer: true })],
      };
    }
    class DayForm extends defineForm({ day: fields.date({ widget: Calendar }) }) {
      static override media = { js: ["day.js"] };
    }
    assert.equal(
      new DayForm().media.toString(),
      `<link href="/static/calendar.css" media="all" rel="stylesheet">
<script src="/static/c.js" defer></script>
<script src="/static/day.js"></script>`,
    );
  });
});

describe("in a template", () => {
  const source = `{% if form.errors %}E{% endif %}{{ form.non_field_errors }}{% for field in form.visible_fields %}
{{ field.label_tag }}{{ field }}{{ field.errors }}{{ field.html_name }} {{ field.id_for_label }}{% endfor %}
{% for field in form.hidden_fields %}{{ field }}{% endfor %}{{ form.first_name.value }}{{ form.fields.age.required }}`;

  it("Django's names work, and a form with slow clean methods is waited for", async () => {
    const form = new SignUpForm({ data: { first_name: "admin", age: "x" } });
    const html = await new Engine().fromString(source).render({ form });
    assert.match(html, /^E/);
    assert.match(html, /<label for="id_first_name">First name:<\/label>/);
    assert.match(
      html,
      /<ul class="errorlist" id="id_first_name_error"><li>Taken\.<\/li><\/ul>first_name id_first_name/,
    );
    assert.match(html, /adminFalse$/);
    assert.match(await new Engine().fromString("{{ form.as_p }}").render({ form }), /^<ul class/);
  });

  it("a field named like a member of the form is the field", async () => {
    class OddForm extends defineForm({
      data: fields.char({ initial: "d" }),
      items: fields.char(),
    }) {}
    const template = new Engine().fromString("{{ form.data.value }} {{ form.items.html_name }}");
    assert.equal(await template.render({ form: new OddForm() }), "d items");
  });

  it("a project's templates replace the built-in ones where FORM_RENDERER says so", async () => {
    const loaders = [
      new MemoryLoader({ "django/forms/p.html": "mine {{ form.first_name.label }}" }),
    ];
    activateForms({ engine: new Engine({ loaders }), formRenderer: "TemplatesSetting" });
    assert.equal(String(await new SignUpForm().asP()), "mine First name");
    activateForms({ engine: new Engine({ loaders }) });
    assert.match(String(await new SignUpForm().asP()), /^<p>/);
    activateForms({ engine: new Engine(), formRenderer: "Nothing" });
    assert.throws(() => new SignUpForm(), /FORM_RENDERER: there is no renderer 'Nothing'/);
  });

  it("a form set is shown with its management form, true even without forms", async () => {
    class SignUpSet extends defineFormSet(SignUpForm, { extra: 0 }) {}
    const template = new Engine().fromString(
      "{% if formset %}{{ formset.management_form }}{% for form in formset %}{{ form }}{% endfor %}{{ formset|length }}{% endif %}",
    );
    const html = await template.render({ formset: new SignUpSet() });
    assert.match(html, /name="form-TOTAL_FORMS" value="0".*0$/s);
  });
});

describe("widgets", () => {
  it("show what is hidden without asking for it", async () => {
    class TokenForm extends defineForm({
      token: fields.char({ widget: HiddenInput, maxLength: 5 }),
    }) {}
    assert.equal(
      String(await new TokenForm({ initial: { token: '"' } }).render()),
      '<input type="hidden" name="token" value="&quot;" id="id_token">',
    );
  });

  it("show days as the language writes them, whatever the model holds", async () => {
    activateForms({ engine: new Engine({ languageCode: "de" }) });
    class DayForm extends defineForm({ day: fields.date() }) {}
    const initial = { day: "2026-11-22" };
    assert.match(String(await new DayForm({ initial }).render()), /value="22\.11\.2026"/);
    const sent = new DayForm({ initial, data: { day: "22.11.2026" } });
    assert.equal(await sent.isValid(), true);
    assert.equal(sent.cleanedData.day, "2026-11-22");
    assert.equal(sent.hasChanged(), false);
  });
});

/** A page with a form that is no model's. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineForm, fields, ValidationError } from "../../src/forms/index.ts";
import { HttpResponse } from "../../src/http/index.ts";
import { path } from "../../src/urls/index.ts";
import {
  FormMixin,
  FormView,
  TemplateView,
  type Context,
  type FormKwargs,
} from "../../src/views/index.ts";
import type { RequestShape } from "../http/request-to.ts";
import { siteOf, type Ask } from "./site.ts";

class ContactForm extends defineForm({
  yourName: fields.char({ maxLength: 10 }),
  age: fields.integer({ required: false }),
}) {
  cleanYourName() {
    if (this.cleanedData.yourName === "nobody") throw new ValidationError("Not you.");
    return this.cleanedData.yourName;
  }
}

const templates = {
  "contact.html":
    "{{ form.your_name.value|default_if_none:'' }}|{{ form.errors.as_text }}|{{ form.is_bound }}|{{ view.prefix }}{{ view.post }}",
  "about.html": "About {{ form.your_name }}",
};

const posting = (body: string): RequestShape => ({
  method: "POST",
  body,
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
});

function siteWith(...views: Parameters<typeof siteOf>[0]): Ask {
  return siteOf(views, templates);
}

const location = async (ask: Ask, url: string, shape: RequestShape) => {
  const { status, response } = await ask(url, shape);
  return [status, response?.headers.get("Location")];
};

describe("a FormView", () => {
  class ContactView extends FormView<ContactForm> {
    override formClass = ContactForm;
    override templateName = "contact.html";
    override successUrl = "/thanks/";
    override initial = { yourName: "Ann" };
  }

  it("shows its form, and again with what is wrong, and leads on when it is right", async () => {
    const ask = siteWith(path("", ContactView.asView()));
    assert.equal((await ask("/")).body, "Ann||False|");
    const wrong = await ask("/", posting("your_name=&age=x"));
    assert.equal(wrong.status, 200);
    assert.equal(
      wrong.body,
      "|* your_name\n  * This field is required.\n* age\n  * Enter a whole number.|True|",
    );
    assert.match((await ask("/", posting("your_name=nobody"))).body, /Not you\./);
    assert.deepEqual(await location(ask, "/", posting("your_name=Bob")), [302, "/thanks/"]);
    assert.equal((await ask("/", { method: "HEAD" })).status, 200);
    assert.equal((await ask("/", { method: "DELETE" })).status, 405);
  });

  it("counts a PUT as sent, and empty, as browsers' forms are read from POST alone", async () => {
    const ask = siteWith(path("", ContactView.asView()));
    const { body } = await ask("/", { ...posting("your_name=Bob"), method: "PUT" });
    assert.equal(body, "|* your_name\n  * This field is required.|True|");
  });

  it("takes its settings from asView(), and a prefix", async () => {
    const ask = siteWith(
      path(
        "",
        FormView.asView({
          formClass: ContactForm,
          templateName: "contact.html",
          successUrl: "/ok/{{x}}/",
          prefix: "p",
        }),
      ),
    );
    assert.deepEqual(await location(ask, "/", posting("p-your_name=Bob")), [
      302,
      "/ok/%7B%7Bx%7D%7D/",
    ]);
    assert.match(
      (await ask("/", posting("your_name=Bob"))).body,
      /^\|\* your_name\n.*required\.\|True\|p$/s,
    );
  });

  it("lets a view change what its form gets, and what it does with it", async () => {
    class Own extends ContactView {
      override async getInitial() {
        return { ...(await super.getInitial()), age: 7 };
      }

      override async getFormKwargs(): Promise<FormKwargs> {
        return { ...(await super.getFormKwargs()), autoId: false };
      }

      override async getContextData(extra: Context = {}): Promise<Context> {
        return { ...(await super.getContextData(extra)), title: "Contact" };
      }

      override formValid(form: ContactForm) {
        const age: number | null = form.cleanedData.age;
        return new HttpResponse(`${form.cleanedData.yourName}, ${age}`);
      }

      override formInvalid(form: ContactForm) {
        return new HttpResponse(form.errors.asJson(), { status: 400 });
      }

      override getTemplateNames() {
        return ["own.html"];
      }
    }
    const ask = siteOf([path("", Own.asView())], { "own.html": "{{ title }} {{ form.age }}" });
    assert.equal((await ask("/")).body, 'Contact <input type="number" name="age" value="7">');
    assert.equal((await ask("/", posting("your_name=Bob&age=8"))).body, "Bob, 8");
    const wrong = await ask("/", posting("age=8"));
    assert.equal(wrong.status, 400);
    assert.equal(
      wrong.body,
      '{"yourName": [{"message": "This field is required.", "code": "required"}]}',
    );
  });

  it("does not share what it is given between requests", async () => {
    const seen: unknown[] = [];
    class Changing extends ContactView {
      override async getInitial() {
        const initial = await super.getInitial();
        Object.assign(initial, { yourName: `${seen.length}` });
        seen.push(this.initial);
        return initial;
      }
    }
    const ask = siteWith(path("", Changing.asView()));
    assert.equal((await ask("/")).body, "0||False|");
    assert.equal((await ask("/")).body, "1||False|");
    assert.deepEqual(seen, [{ yourName: "Ann" }, { yourName: "Ann" }]);
  });

  it("says what it lacks", async () => {
    const ask = siteWith(
      path("form/", FormView.asView({ templateName: "contact.html" })),
      path("url/", FormView.asView({ formClass: ContactForm, templateName: "contact.html" })),
      path("page/", FormView.asView({ formClass: ContactForm })),
    );
    await assert.rejects(ask("/form/"), /FormView has no form to show\./);
    await assert.rejects(ask("/url/", posting("your_name=a")), {
      message: "No URL to redirect to. Provide a successUrl.",
    });
    await assert.rejects(ask("/page/"), /FormView has no template to show\./);
  });
});

describe("FormMixin", () => {
  it("gives another view a form, under the name form", async () => {
    class About extends FormMixin(TemplateView, ContactForm) {
      override templateName = "about.html";
    }
    const ask = siteWith(path("", About.asView()));
    assert.match((await ask("/")).body, /^About <input type="text" name="your_name"/);
    assert.equal((await ask("/", posting("your_name=a"))).status, 405);
  });
});

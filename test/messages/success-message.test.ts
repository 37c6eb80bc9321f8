import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineForm, fields } from "../../src/forms/index.ts";
import type { HttpRequest } from "../../src/http/index.ts";
import { SuccessMessageMixin } from "../../src/messages/views.ts";
import { path } from "../../src/urls/index.ts";
import { FormView } from "../../src/views/index.ts";
import { siteOf } from "../views/site.ts";

class NameForm extends defineForm({ firstName: fields.char(), age: fields.integer() }) {}

class Adding extends SuccessMessageMixin(FormView<NameForm>) {
  override formClass = NameForm;
  override templateName = "form.html";
  override successUrl = "/done/";
  override successMessage = "%(firstName)s, %(age)s, is in: 100%%";
}

class Thanking extends Adding {
  override async getSuccessMessage({ age }: Readonly<Record<string, unknown>>) {
    return age === 0 ? "" : `Thanks for ${String(age)} years.`;
  }
}

class Mistaken extends Adding {
  override successMessage = "%(lastName)s is in";
}

/** Posts a form, and answers the status and what was said. */
async function post(view: typeof Adding, form: object): Promise<readonly [number, string[]]> {
  const said: string[] = [];
  const prepare = (request: HttpRequest): void => {
    const add = (level: number, text: unknown): void => {
      said.push(`${level}: ${String(text)}`);
    };
    Object.assign(request, { _messages: { add } });
  };
  const ask = siteOf([path("", view.asView())], { "form.html": "{{ form.errors }}" }, { prepare });
  const body = new URLSearchParams(Object.entries(form)).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { status } = await ask("/", { method: "POST", headers, body });
  return [status, said];
}

describe("a view with SuccessMessageMixin", () => {
  it("tells what the form found, once it was right", async () => {
    const [status, said] = await post(Adding, { first_name: " Ann ", age: "36" });
    assert.equal(status, 302);
    assert.deepEqual(said, ["25: Ann, 36, is in: 100%"]);
  });

  it("tells nothing while something is wrong", async () => {
    assert.deepEqual(await post(Adding, { first_name: "Ann", age: "x" }), [200, []]);
  });

  it("tells what its getSuccessMessage() answers, and nothing for an empty text", async () => {
    const said = await post(Thanking, { first_name: "Ann", age: "36" });
    assert.deepEqual(said, [302, ["25: Thanks for 36 years."]]);
    assert.deepEqual(await post(Thanking, { first_name: "Ann", age: "0" }), [302, []]);
  });

  it("refuses a name that the form does not have", async () => {
    await assert.rejects(
      post(Mistaken, { first_name: "Ann", age: "36" }),
      /The successMessage '%\(lastName\)s is in' uses '%\(lastName\)s', which is not a field of the form/,
    );
  });
});

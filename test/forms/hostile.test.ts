import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineForm, defineFormSet, fields } from "../../src/forms/index.ts";
import { MultiValueDict, QueryDict } from "../../src/http/index.ts";
import { Random } from "../fuzz/random.ts";
import { randomPost } from "./random-forms.ts";

class ChoiceForm extends defineForm({ choice: fields.char(), votes: fields.integer() }) {}
class ChoiceFormSet extends defineFormSet(ChoiceForm, { canDelete: true, canOrder: true }) {}

describe("whatever is sent", () => {
  it("forms answer with values of their fields' types or with errors, and can be shown again", async () => {
    const random = new Random(20_261_129);
    for (let at = 0; at < 3000; at++) {
      const { form, made, pairs } = randomPost(random);
      const context = JSON.stringify(pairs);
      const isValid = await form.isValid();
      const cleaned: object = form.cleanedData;
      for (const name of Object.keys(cleaned)) {
        const value: unknown = Object.getOwnPropertyDescriptor(cleaned, name)?.value;
        assert.ok(made.get(name)?.[1](value), `${name}: ${String(value)} of ${context}`);
      }
      if (isValid) assert.deepEqual(Object.keys(cleaned).sort(), [...made.keys()].sort(), context);
      else assert.ok(form.errors.size > 0);
      assert.ok(Array.isArray(form.changedData));
      assert.doesNotMatch(String(await form.asP()), /<script>alert/);
    }
    assert.equal(Reflect.get({}, "polluted"), undefined);
  });

  it("form sets make no more forms than their limit, whatever the management form says", async () => {
    const lies = [
      "",
      "-1",
      "1e9",
      "99999999999999999999",
      "9".repeat(5000),
      "2000000",
      "\0",
      "1.0",
      "x",
    ];
    for (const total of lies) {
      for (const initial of lies) {
        const data = new QueryDict("", { mutable: true });
        data.set("form-TOTAL_FORMS", total);
        data.set("form-INITIAL_FORMS", initial);
        data.set("form-0-votes", "1");
        data.set("form-0-DELETE", "on");
        data.set("form-0-ORDER", "1e5");
        const formset = new ChoiceFormSet({ data });
        const isValid = await formset.isValid();
        assert.ok(formset.forms.length <= 2000);
        assert.equal(isValid, formset.totalErrorCount() === 0 && isValid);
        assert.ok(formset.deletedForms.length <= 1);
      }
    }
  });

  it("ten thousand fields are as good as those that the form has", async () => {
    const names = Array.from({ length: 10_000 }, (_, at) => [`field${at}`, ["x"]] as const);
    const data = new MultiValueDict<string>([...names, ["choice", ["Red"]], ["votes", ["3"]]]);
    const form = new ChoiceForm({ data });
    assert.equal(await form.isValid(), true);
    assert.deepEqual(form.cleanedData, { choice: "Red", votes: 3 });
  });
});

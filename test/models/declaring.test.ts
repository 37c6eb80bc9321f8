/** What code that nobody has compiled may hand to the functions that declare models. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ImproperlyConfigured } from "../../src/conf/index.ts";
import { defineModel, fields } from "../../src/db/index.ts";

/** As JavaScript calls it. */
const declare = (...given: readonly unknown[]) => Reflect.apply(defineModel, undefined, given);

describe("a model declared wrongly", () => {
  const wrong = [
    { given: ["Tag", {}], says: 'takes a function that returns the class first, and got "Tag".' },
    { given: [{ name: fields.text() }], says: "and got object." },
    { given: [() => Object], says: "takes the model's fields second, and got undefined." },
    {
      given: [() => Object, { name: "text" }],
      says: '"name" of a model is not a field: string.',
    },
    { given: [() => Object, { name: null }], says: '"name" of a model is not a field: object.' },
  ] as const;
  for (const { given, says } of wrong) {
    it(`says so where it is: ${says}`, () => {
      assert.throws(
        () => declare(...given),
        (error) =>
          error instanceof ImproperlyConfigured &&
          error.message.includes(says) &&
          error.hint?.includes("class Question extends defineModel(() => Question") === true,
      );
    });
  }
});

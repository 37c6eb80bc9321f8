/** Validators say what Django's say, in its words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import {
  maxValueValidator,
  minValueValidator,
  prohibitNullCharacters,
  regexValidator,
  urlValidator,
  ValidationError,
} from "../../src/validators/index.ts";
import { answerTo, type Question } from "../fuzz/validators-cases.ts";

/** Answers that Django 5.2.17 gave to values which test/fuzz/validators-cases.ts made. */
const recorded: {
  readonly answers: readonly (readonly [...Question, message: string | null])[];
} = JSON.parse(readFileSync(new URL("django-answers.json", import.meta.url), "utf8"));

const messagesOf = (work: () => void): readonly string[] => {
  try {
    work();
    return [];
  } catch (error) {
    assert.ok(error instanceof ValidationError);
    return error.messages;
  }
};

describe("validators", () => {
  it("answer as Django does, for every recorded value", () => {
    const wrong = recorded.answers.filter(
      ([validator, value, message]) => answerTo([validator, value]) !== message,
    );
    assert.deepEqual(wrong, []);
    assert.ok(recorded.answers.filter(([, , message]) => message === null).length > 200);
    assert.ok(recorded.answers.filter(([, , message]) => message !== null).length > 200);
  });

  it("keep numbers, decimal text and moments within limits", () => {
    assert.deepEqual(
      messagesOf(() => minValueValidator(1)(0)),
      ["Ensure this value is greater than or equal to 1."],
    );
    assert.deepEqual(
      messagesOf(() => minValueValidator(9)("10.50")),
      [],
    );
    assert.deepEqual(
      messagesOf(() => maxValueValidator(9)("10.50")),
      ["Ensure this value is less than or equal to 9."],
    );
    assert.deepEqual(
      messagesOf(() => maxValueValidator(new Date(5))(new Date(5))),
      [],
    );
    assert.equal(messagesOf(() => maxValueValidator(new Date(5))(new Date(6))).length, 1);
  });

  it("take patterns, forwards and inverse, with words of one's own", () => {
    const even = regexValidator(/[02468]$/g, { message: "%(value)s is odd", code: "odd" });
    even("2");
    even("2");
    assert.throws(() => even("3"), { name: "ValidationError", message: "3 is odd", code: "odd" });
    assert.deepEqual(
      messagesOf(() => prohibitNullCharacters("a\0")),
      ["Null characters are not allowed."],
    );
    assert.throws(() => urlValidator({ schemes: ["https"] })("http://example.com"));
  });
});

describe("ValidationError", () => {
  it("holds one message, several, or several by field", () => {
    const one = new ValidationError("%(value)s is %(missing)s", { params: { value: 3 } });
    assert.deepEqual(one.messages, ["3 is %(missing)s"]);
    assert.deepEqual(one.messageDict, { __all__: ["3 is %(missing)s"] });
    const several = new ValidationError(["a", new ValidationError("b", { code: "c" })]);
    assert.deepEqual(several.messages, ["a", "b"]);
    assert.deepEqual(
      several.errorList.map(({ code }) => code),
      [undefined, "c"],
    );
    const fields = new ValidationError({ title: "short", __all__: several });
    assert.deepEqual(fields.messageDict, { title: ["short"], __all__: ["a", "b"] });
    assert.equal(fields.message, '{"title":["short"],"__all__":["a","b"]}');
  });
});

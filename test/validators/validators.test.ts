/** Validators say what Django's say, in its words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { asciiUsernameValidator } from "../../src/auth/index.ts";
import {
  decimalValidator,
  domainNameValidator,
  fileExtensionValidator,
  intListValidator,
  maxValueValidator,
  minValueValidator,
  prohibitNullCharacters,
  regexValidator,
  stepValueValidator,
  urlValidator,
  validateCommaSeparatedIntegerList,
  validateDomainName,
  validateIpv46Address,
  validateIpv6Address,
  validateUrl,
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

  it("name a moment as Django does, in UTC, and a truth value as True or False", () => {
    const moment = new Date(Date.UTC(2026, 10, 28, 16, 55, 18, 6));
    assert.deepEqual(
      messagesOf(() => minValueValidator(moment)(new Date(0))),
      ["Ensure this value is greater than or equal to 2026-11-28 16:55:18.006000+00:00."],
    );
    assert.deepEqual(
      messagesOf(() => maxValueValidator(new Date(0))(moment)),
      ["Ensure this value is less than or equal to 1970-01-01 00:00:00+00:00."],
    );
    assert.equal(
      new ValidationError("%(a)s, %(b)s", { params: { a: true, b: false } }).message,
      "True, False",
    );
  });

  it("take no other text for a decimal number", () => {
    for (const value of ["NaN", "-sNaN", "Infinity", "-Infinity", "abc", "", ".", "1.2.3", "0x1"]) {
      assert.throws(() => decimalValidator(10, 2)(value), {
        message: "Enter a number.",
        code: "invalid",
      });
    }
    decimalValidator(10, 2)("1E+3");
    assert.throws(() => decimalValidator(3, 2)("1E+3"), { code: "max_digits" });
  });

  it("refuse IPv6 addresses of more than 39 characters, in URLs too", () => {
    const long = "0000:0000:0000:0000:0000:ffff:192.168.100.228";
    validateIpv6Address("::ffff:192.168.100.228");
    assert.throws(() => validateIpv6Address(long), { code: "invalid" });
    assert.throws(() => validateIpv46Address(long), { code: "invalid" });
    assert.throws(() => validateUrl(`http://[${long}]/`), { code: "invalid" });
  });

  it("know domain names, with and without letters beyond ASCII", () => {
    validateDomainName("ıçğü.com");
    validateDomainName("python.org.");
    for (const value of ["255.0.0.0", "python..org", "localhost", "a.com, b.com"]) {
      assert.throws(() => validateDomainName(value), { message: "Enter a valid domain name." });
    }
    assert.throws(() => domainNameValidator({ acceptIdna: false })("ıçğü.com"));
  });

  it("know multiples of a step, from an offset too", () => {
    stepValueValidator(0.001)(0.55);
    stepValueValidator(0.1)("0.3");
    assert.deepEqual(
      messagesOf(() => stepValueValidator(3)(8)),
      ["Ensure this value is a multiple of step size 3."],
    );
    assert.deepEqual(
      messagesOf(() => stepValueValidator(3, { offset: 1 })(6)),
      ["Ensure this value is a multiple of step size 3, starting from 1, e.g. 1, 4, 7, and so on."],
    );
    assert.throws(() => stepValueValidator(3)("nothing"));
  });

  it("know lists of whole numbers, with any separator", () => {
    validateCommaSeparatedIntegerList("1,2,3");
    assert.throws(() => validateCommaSeparatedIntegerList("1,2,"), {
      message: "Enter only digits separated by commas.",
    });
    intListValidator({ separator: "-|-", allowNegative: true })("-1-|-2");
    assert.throws(() => intListValidator()("-1"));
  });

  it("know the extensions of files", () => {
    const validate = fileExtensionValidator(["PDF", "txt"]);
    validate({ name: "thesis.pdf" });
    validate({ name: "a.b.TXT" });
    assert.throws(() => validate({ name: "page.html" }), {
      code: "invalid_extension",
      message: "File extension “html” is not allowed. Allowed extensions are: pdf, txt.",
    });
    assert.throws(() => validate({ name: ".txt" }), { code: "invalid_extension" });
    fileExtensionValidator([""])({ name: "README" });
  });

  it("know user names in ASCII", () => {
    asciiUsernameValidator()("jean-marc");
    assert.throws(() => asciiUsernameValidator()("Éric"), /unaccented/);
    assert.throws(() => asciiUsernameValidator()("trailing\n"));
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

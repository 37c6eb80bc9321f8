import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import {
  passwordChanged,
  passwordValidatorsHelpTextHtml,
  passwordValidatorsHelpTexts,
  validatePassword,
} from "../../src/auth/index.ts";
import { completeSettings, ImproperlyConfigured, type Settings } from "../../src/conf/index.ts";
import { ValidationError } from "../../src/validators/index.ts";
import { Random } from "../fuzz/random.ts";
import { noDjango, runDjango } from "./django.ts";

const django = (name: string): string => `django.contrib.auth.password_validation.${name}`;
const ours = (name: string): string => `mkweb/auth/validators/${name}`;
const all = [
  { NAME: ours("user-attribute-similarity") },
  { NAME: ours("minimum-length") },
  { NAME: ours("common-password") },
  { NAME: ours("numeric-password") },
];

function settingsWith(AUTH_PASSWORD_VALIDATORS: readonly object[]): Settings {
  const BASE_DIR = new URL("./", import.meta.url);
  return completeSettings({ BASE_DIR, SECRET_KEY: "k", AUTH_PASSWORD_VALIDATORS });
}

/** What is wrong with a password; nothing if it is taken. */
async function faults(settings: Settings, password: string, user?: object): Promise<string[]> {
  try {
    await validatePassword(password, user, settings);
    return [];
  } catch (error) {
    assert.ok(error instanceof ValidationError);
    assert.ok(error.errorList.every(({ code }) => code !== undefined));
    return [...error.messages];
  }
}

describe("AUTH_PASSWORD_VALIDATORS", () => {
  it("hold nobody to anything by default", async () => {
    assert.deepEqual(await faults(settingsWith([]), "1"), []);
  });

  it("each say what is wrong, in their order", async () => {
    const settings = settingsWith(all);
    assert.deepEqual(await faults(settings, "12345", { username: "12345" }), [
      "The password is too similar to the username.",
      "This password is too short. It must contain at least 8 characters.",
      "This password is too common.",
      "This password is entirely numeric.",
    ]);
    assert.deepEqual(await faults(settings, "correct horse battery"), []);
  });

  it("are Django's by Django's names and options", async () => {
    const settings = settingsWith([
      { NAME: django("MinimumLengthValidator"), OPTIONS: { min_length: 9 } },
      {
        NAME: django("UserAttributeSimilarityValidator"),
        OPTIONS: { user_attributes: ["first_name"], max_similarity: 0.5 },
      },
      { NAME: django("CommonPasswordValidator") },
      { NAME: django("NumericPasswordValidator") },
    ]);
    assert.deepEqual(await faults(settings, "margareta", { firstName: "Margarete" }), [
      "The password is too similar to the first name.",
    ]);
    assert.deepEqual(await passwordValidatorsHelpTexts(settings), [
      "Your password must contain at least 9 characters.",
      "Your password can’t be too similar to your other personal information.",
      "Your password can’t be a commonly used password.",
      "Your password can’t be entirely numeric.",
    ]);
    const html = await passwordValidatorsHelpTextHtml(
      settingsWith([{ NAME: ours("minimum-length") }]),
    );
    assert.equal(html.value, "<ul><li>Your password must contain at least 8 characters.</li></ul>");
    assert.equal((await passwordValidatorsHelpTextHtml(settingsWith([]))).value, "");
  });

  it("that name no validator, or an unknown option, are refused by name", async () => {
    const refused = (entry: object, words: RegExp): Promise<void> =>
      assert.rejects(
        validatePassword("x", undefined, settingsWith([entry])),
        (error) => error instanceof ImproperlyConfigured && words.test(error.message),
      );
    await refused({ NAME: ours("length") }, /names 'mkweb\/auth\/validators\/length'/);
    await refused({ NAME: django("LengthValidator") }, /names 'django\.contrib/);
    await refused({ NAME: ours("minimum-length"), OPTIONS: { minimum: 3 } }, /no option 'minimum'/);
    await refused(
      { NAME: ours("minimum-length"), OPTIONS: { minLength: "3" } },
      /must be a number/,
    );
    await refused({ NAME: ours("numeric-password"), OPTIONS: { a: 1 } }, /no option 'a'/);
    await refused(
      { NAME: ours("user-attribute-similarity"), OPTIONS: { maxSimilarity: 0 } },
      /at least 0\.1/,
    );
    await refused(
      { NAME: ours("common-password"), OPTIONS: { passwordListPath: 1 } },
      /path or a URL/,
    );
  });

  it("may be a project's own, which hears of every password that is taken", async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "mkweb-validators-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const file = path.join(folder, "history.mjs");
    const mkweb = new URL("../../src/validators/index.ts", import.meta.url).href;
    await writeFile(
      file,
      `import { ValidationError } from ${JSON.stringify(mkweb)};
export const taken = new Set();
export default ({ key }) => ({
  validate(password) {
    if (taken.has(key + password)) throw new ValidationError("You had this one before.", { code: "reused" });
  },
  passwordChanged: (password) => void taken.add(key + password),
  getHelpText: () => "Think of a new one.",
});
`,
    );
    const settings = settingsWith([{ NAME: pathToFileURL(file).href, OPTIONS: { key: "k" } }]);
    assert.deepEqual(await faults(settings, "first"), []);
    await passwordChanged("first", undefined, settings);
    assert.deepEqual(await faults(settings, "first"), ["You had this one before."]);
  });
});

describe("common passwords", () => {
  it("are refused in any case of letters", async () => {
    const settings = settingsWith([{ NAME: ours("common-password") }]);
    for (const common of ["password", "PassWord", " letmein ", "iloveyou", "q1w2e3r4t5"]) {
      assert.deepEqual(await faults(settings, common), ["This password is too common."], common);
    }
    assert.deepEqual(await faults(settings, "passwordly"), []);
  });

  it("may come from a list of the project's own, gzipped or not", async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "mkweb-common-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    await writeFile(path.join(folder, "list.txt"), "sesame\r\nopen\n");
    await writeFile(path.join(folder, "list.txt.gz"), gzipSync("sesame\nopen\n"));
    for (const name of ["list.txt", "list.txt.gz"]) {
      const OPTIONS = { password_list_path: path.join(folder, name) };
      const settings = settingsWith([{ NAME: ours("common-password"), OPTIONS }]);
      assert.deepEqual(await faults(settings, "Sesame"), ["This password is too common."], name);
      assert.deepEqual(await faults(settings, "password"), [], name);
    }
  });
});

describe("Django", () => {
  it("says the same of the same passwords", { skip: noDjango }, async () => {
    const random = new Random(7);
    const words = [
      "ann",
      "Smith",
      "ann.smith@example.com",
      "x",
      "",
      "Straße",
      "é漢💡",
      "under_score",
      "123",
      "９９",
      "a-b c",
    ];
    const word = (): string => words[random.below(words.length)] ?? "";
    const cases = Array.from({ length: 400 }, () => ({
      password: Array.from({ length: 1 + random.below(4) }, word)
        .join("")
        .slice(random.below(3)),
      user: { username: word(), first_name: word(), last_name: word(), email: word() },
    }));
    const answers: readonly (readonly string[])[] = JSON.parse(
      runDjango(
        "sqlite:/nowhere",
        `
import json
from django.core.exceptions import ValidationError
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.models import User
answers = []
for case in json.loads(${JSON.stringify(JSON.stringify(cases))}):
    try:
        validate_password(case["password"], User(**case["user"]))
        answers.append([])
    except ValidationError as error:
        answers.append(error.messages)
print(json.dumps(answers))
`,
      ),
    );
    const settings = settingsWith(
      [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "NumericPasswordValidator",
      ].map((name) => ({ NAME: django(name) })),
    );
    const found = await Promise.all(
      cases.map(({ password, user }) =>
        faults(settings, password, {
          username: user.username,
          firstName: user.first_name,
          lastName: user.last_name,
          email: user.email,
        }),
      ),
    );
    assert.deepEqual(found, answers);
    assert.ok(answers.filter(({ length }) => length > 0).length > 100);
    assert.ok(answers.filter(({ length }) => length === 0).length > 50);
  });
});

/** The forms of accounts beside real Django's answers, which answers.py wrote down. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import * as forms from "../../../src/auth/forms/index.ts";
import type { User } from "../../../src/auth/index.ts";
import type { BaseForm } from "../../../src/forms/index.ts";
import { requestTo } from "../../http/request-to.ts";
import { makeAuthSite } from "../site.ts";

interface Case {
  readonly form: string;
  readonly user?: string;
  readonly data?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly valid: boolean;
  readonly errors: unknown;
  readonly html: string;
}

interface Cases {
  readonly users: readonly {
    readonly username: string;
    readonly email: string;
    readonly password: string | null;
    readonly isActive: boolean;
  }[];
  readonly cases: readonly Case[];
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const { users, cases }: Cases = JSON.parse(read("cases.json"));
const answers: readonly Answer[] = JSON.parse(read("answers.json"));

/** HTML without the white space that says nothing. */
const plain = (html: string): string =>
  html.replaceAll(/\s+/g, " ").replaceAll(/ ?(<[^>]*>) ?/g, "$1");

async function answer(form: BaseForm): Promise<Answer> {
  const valid = await form.isValid();
  const errors = Object.fromEntries(
    Object.entries(form.errors.getJsonData()).map(([name, list]) => [form.htmlName(name), list]),
  );
  return { valid, errors, html: plain(String(await form.asDiv())) };
}

async function siteWithUsers(t: TestContext) {
  const validators = ["UserAttributeSimilarity", "MinimumLength", "NumericPassword"];
  const site = await makeAuthSite(t, {
    AUTH_PASSWORD_VALIDATORS: validators.map((name) => ({
      NAME: `django.contrib.auth.password_validation.${name}Validator`,
    })),
  });
  const known = new Map<string, User>();
  for (const user of users) known.set(user.username, await site.addUser(user));
  return { ...site, known };
}

describe("forms of accounts", () => {
  for (const name of Object.keys(forms)) {
    const own = cases.flatMap((each, at) => {
      const expected = answers[at];
      return each.form === name && expected ? [{ ...each, expected }] : [];
    });
    if (own.length === 0) continue;
    it(`answer as Django's ${name}, errors and HTML, in ${own.length} cases`, async (t) => {
      const { settings, known } = await siteWithUsers(t);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- which form it is, the case says
      const Form = Reflect.get(forms, name) as new (options: object) => BaseForm;
      for (const { user, data, expected } of own) {
        const request = requestTo("/", { settings });
        const form = new Form({ data, request, user: user && known.get(user) });
        const wanted = { ...expected, html: plain(expected.html) };
        assert.deepEqual(await answer(form), wanted, `${user} ${JSON.stringify(data)}`);
      }
    });
  }
});

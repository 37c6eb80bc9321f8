/** The forms of accounts beside real Django's answers, which answers.py wrote down. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it, type TestContext } from "node:test";
import * as forms from "../../../src/auth/forms/index.ts";
import { Permission, User } from "../../../src/auth/index.ts";
import { activateForms, type BaseForm } from "../../../src/forms/index.ts";
import { Engine } from "../../../src/templates/index.ts";
import { requestTo } from "../../http/request-to.ts";
import { createAuthTables } from "../../support/auth-tables.ts";
import { makeAuthSite, QUICK_HASHER } from "../site.ts";

interface Case {
  readonly form: string;
  readonly user?: string;
  readonly data?: Readonly<Record<string, string>>;
  /** Stored as the password. */
  readonly encoded?: string;
  /** Fields that are not asked for. */
  readonly without?: readonly string[];
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

const auth = new URL("../../../src/auth/", import.meta.url);
const templates = fileURLToPath(new URL("templates", auth));
const hasher = (name: string): string => new URL(`hashers/${name}.ts`, auth).href;

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
  activateForms({ engine: new Engine({ dirs: [templates] }) });
  const site = await makeAuthSite(t, {
    PASSWORD_HASHERS: [QUICK_HASHER, ...["pbkdf2-sha1", "bcrypt-sha256", "scrypt"].map(hasher)],
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
      for (const { user: of, data, encoded, without = [], expected } of own) {
        const request = requestTo("/", { settings });
        const user = of === undefined ? undefined : known.get(of);
        const given = user && { dateJoined: new Date("2026-01-02T03:04:05Z"), password: encoded };
        const instance = user && Object.assign(await User.objects.get({ pk: user.pk }), given);
        const form = new Form({
          data,
          request,
          ...(name === "UserChangeForm" ? { instance } : { user }),
        });
        for (const field of Object.keys(form.fields)) {
          if (without.includes(form.htmlName(field))) delete form.fields[field];
        }
        const wanted = { ...expected, html: plain(expected.html) };
        assert.deepEqual(await answer(form), wanted, `${of} ${encoded} ${JSON.stringify(data)}`);
      }
    });
  }

  it("store what UserChangeForm asks for, and never a password that was sent", async (t) => {
    const { known, settings } = await siteWithUsers(t);
    await createAuthTables(settings, { permissions: true });
    const ann = known.get("ann");
    assert.ok(ann);
    const instance = await User.objects.get({ pk: ann.pk });
    const { password } = instance;
    const permission = await Permission.objects.get({ codename: "add_user" });
    const data = {
      username: "ann",
      first_name: "Ann",
      date_joined: "2026-01-02 03:04:05",
      user_permissions: [String(permission.pk)],
      password: "pbkdf2_sha256$1$evil$hash",
    };
    const form = new forms.UserChangeForm({ instance, data });
    assert.equal(await form.isValid(), true, form.errors.asJson());
    assert.match(String(await form.asDiv()), />auth \| user \| Can add user<\/option>/);
    await form.save();
    const stored = await User.objects.get({ pk: instance.pk });
    assert.equal(stored.firstName, "Ann");
    assert.equal(stored.password, password);
    assert.deepEqual(await stored.userPermissions.values("codename"), [{ codename: "add_user" }]);
  });
});

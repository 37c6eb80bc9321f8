import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  authenticate,
  normalizeEmail,
  normalizeUsername,
  validateUsername,
} from "../../src/auth/index.ts";
import { validateEmailField } from "../../src/auth/users/user-names.ts";
import { ValidationError } from "../../src/validators/index.ts";
import { databases } from "../support/databases.ts";
import { requestTo } from "../http/request-to.ts";
import { noDjango, runDjango } from "./django.ts";
import { makeSiteOn } from "./on-databases.ts";
import { createSuperuser, createUser } from "./users.ts";

const usernames = [
  "ann",
  "Ann.Smith+news@example-host_1",
  "é漢字ß",
  "ａｎｎ",
  "ﬁne",
  "two words",
  "tab\t",
  "end\n",
  "quote'",
  "<b>",
  "💡",
  "a\u0301",
  "٣",
  "²",
  "x".repeat(150),
  "x".repeat(151),
  "",
];

const emails = [
  "Ann@EXAMPLE.com",
  " Ann@EXAMPLE.com ",
  "Ann@Home@EXAMPLE.com",
  "nobody",
  "",
  "@EXAMPLE.com",
  "a@",
  "a@b",
  "a@localhost",
  "a..b@example.com",
  '"a b"@example.com',
  "a@[127.0.0.1]",
  "a@example..com",
  "a@-example.com",
  "é@example.com",
  "a@exämple.com",
  `${"x".repeat(243)}@example.com`,
];

function faults(validate: () => void): readonly string[] {
  try {
    validate();
    return [];
  } catch (error) {
    assert.ok(error instanceof ValidationError);
    assert.ok(error.errorList.every(({ code }) => code !== undefined));
    return error.messages;
  }
}

describe("user names and addresses", () => {
  it("are normalised and judged as by Django", { skip: noDjango }, () => {
    const answers: unknown = JSON.parse(
      runDjango(
        "sqlite:/nowhere",
        `
import json
from django.contrib.auth.models import User, UserManager
from django.core.exceptions import ValidationError

def faults(field, value):
    try:
        User._meta.get_field(field).clean(value, None)
        return []
    except ValidationError as error:
        return error.messages

given = json.loads(${JSON.stringify(JSON.stringify({ usernames, emails }))})
print(json.dumps({
    "usernames": [[User.normalize_username(each), faults("username", each)] for each in given["usernames"]],
    "emails": [[UserManager.normalize_email(each), faults("email", each)] for each in given["emails"]],
}))
`,
      ),
    );
    assert.deepEqual(
      {
        usernames: usernames.map((each) => [
          normalizeUsername(each),
          faults(() => validateUsername(each)),
        ]),
        emails: emails.map((each) => [
          normalizeEmail(each),
          faults(() => validateEmailField(each)),
        ]),
      },
      answers,
    );
  });
});

for (const database of databases) {
  describe(`users on ${database.vendor}`, { skip: database.skip }, () => {
    it("are one user whichever way a name is typed, and no two have one name", async (t) => {
      const { settings } = await makeSiteOn(t, database);
      await createUser(settings, { username: "ａｎｎ", password: "pw", email: "Ann@EXAMPLE.com" });
      const request = requestTo("/", { settings });
      const ann = await authenticate(request, { username: "ann", password: "pw" });
      assert.equal(ann?.email, "Ann@example.com");
      await assert.rejects(createUser(settings, { username: "ann" }), /unique/i);
    });

    it("may be superusers, but not half of it", async (t) => {
      const { settings } = await makeSiteOn(t, database);
      const root = await createSuperuser(settings, { username: "root", password: "pw" });
      assert.deepEqual([root.isStaff, root.isSuperuser, root.isActive], [true, true, true]);
      await assert.rejects(
        createSuperuser(settings, { username: "half", isStaff: false }),
        /must have isStaff: true/,
      );
    });

    it("are not found by ids that no column can hold", async (t) => {
      const { settings } = await makeSiteOn(t, database);
      const { default: modelBackend } = await import("../../src/auth/backends/model.ts");
      for (const id of ["99999999999", "-1", "1e3", "x", ""]) {
        assert.equal(await modelBackend(settings).getUser(id), undefined, id);
      }
    });
  });
}

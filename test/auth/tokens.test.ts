import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { User } from "../../src/auth/models.ts";
import { PasswordResetTokenGenerator } from "../../src/auth/tokens.ts";
import { decodeUid, encodeUid } from "../../src/auth/uid.ts";
import { completeSettings, env, type Settings } from "../../src/conf/index.ts";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";
import { noDjango, noDjangoOnPostgres, runDjango } from "./django.ts";
import { makeAccountsSite } from "./accounts-site.ts";
import { findUser, useUsers } from "./users.ts";

const SITE = { PASSWORD_RESET_TIMEOUT: 3600, TIME_ZONE: "UTC", SECRET_KEY_FALLBACKS: [] };
const NOW = Date.UTC(2026, 10, 22, 12);

function ann(fields = {}): User {
  const settings = completeSettings({
    BASE_DIR: "file:///tmp/",
    SECRET_KEY: "x",
    DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
  });
  useUsers(settings);
  return new User({
    id: 7,
    username: "ann",
    password: "pbkdf2_sha256$1$a$b",
    email: "ann@example.com",
    lastLogin: new Date("2026-11-20T08:30:15.987Z"),
    ...fields,
  });
}

const at = (now: number, given = {}) =>
  new PasswordResetTokenGenerator({ ...SITE, SECRET_KEY: "secret", ...given }, () => now);

describe("a token", () => {
  it("is good for PASSWORD_RESET_TIMEOUT seconds, and not for one more", () => {
    const token = at(NOW).makeToken(ann());
    assert.match(token, /^[0-9a-z]{6}-[0-9a-f]{32}$/);
    assert.equal(at(NOW).checkToken(ann(), token), true);
    assert.equal(at(NOW + 3600_000).checkToken(ann(), token), true);
    assert.equal(at(NOW + 3601_000).checkToken(ann(), token), false);
  });

  it("for a user read from elsewhere is the one for the same row", () => {
    const { id, password, email, lastLogin } = ann();
    const token = at(NOW).makeToken({ id, password, email, lastLogin });
    assert.equal(token, at(NOW).makeToken(ann()));
    assert.equal(at(NOW).checkToken({ id, password, email: "", lastLogin }, token), false);
  });

  it("is worth nothing once password, last login or address have changed, nor for anyone else", () => {
    const token = at(NOW).makeToken(ann());
    for (const change of [
      { password: "pbkdf2_sha256$1$a$c" },
      { lastLogin: new Date("2026-11-20T08:30:16Z") },
      { lastLogin: null },
      { email: "eve@example.com" },
      { id: 8 },
    ]) {
      assert.equal(at(NOW).checkToken(ann(change), token), false, JSON.stringify(change));
    }
    // Databases that keep no fractions of seconds make no difference.
    assert.equal(
      at(NOW).checkToken(ann({ lastLogin: new Date("2026-11-20T08:30:15Z") }), token),
      true,
    );
  });

  it("cannot be changed, dated or made without the key", () => {
    const token = at(NOW).makeToken(ann());
    const [moment = "", hash = ""] = token.split("-");
    const later = (Number.parseInt(moment, 36) + 1).toString(36);
    const changed = hash.replace(/^./, (first) => (first === "0" ? "1" : "0"));
    for (const forged of [
      `${later}-${hash}`,
      `${moment}-${changed}`,
      `0${moment}-${hash}`,
      `${moment.toUpperCase()}-${hash}`,
      `${moment}-${hash.toUpperCase()}x`,
      `${moment}-${hash}-`,
      ` ${token}`,
      `${token}\n`,
      `${"z".repeat(13)}-${hash}`,
      `-${hash}`,
      moment,
      "",
      "set-password",
      null,
      undefined,
      7,
      { toString: () => token },
    ]) {
      assert.equal(at(NOW).checkToken(ann(), forged), false, String(forged));
    }
    assert.equal(at(NOW, { SECRET_KEY: "other" }).checkToken(ann(), token), false);
    assert.equal(at(NOW).checkToken(undefined, token), false);
  });

  it("of an older key is good while SECRET_KEY_FALLBACKS has it", () => {
    const token = at(NOW).makeToken(ann());
    const rotated = { SECRET_KEY: "new", SECRET_KEY_FALLBACKS: ["older", "secret"] };
    assert.equal(at(NOW, rotated).checkToken(ann(), token), true);
    assert.notEqual(at(NOW, rotated).makeToken(ann()), token);
  });

  it("of one purpose is worth nothing for another", () => {
    class Invitation extends PasswordResetTokenGenerator {
      override readonly keySalt = "shop.Invitation";
    }
    const token = new Invitation({ ...SITE, SECRET_KEY: "secret" }, () => NOW).makeToken(ann());
    assert.equal(at(NOW).checkToken(ann(), token), false);
  });
});

describe("the id in a link", () => {
  it("is written as Django writes it, and read only if it is", () => {
    assert.equal(encodeUid(1), "MQ");
    assert.equal(encodeUid("ä?>"), "w6Q_Pg");
    for (const id of ["1", "12", "123", "ä?>", ""]) assert.equal(decodeUid(encodeUid(id)), id);
    for (const other of ["MQ==", "MR", "M", "M Q", "w6Q/Pg", "%", "____", "é"]) {
      assert.equal(decodeUid(other), undefined, other);
    }
  });
});

/** Tokens of both makers for the users of one database, each checked by the other. */
async function crossing(settings: Settings, url: string): Promise<void> {
  const python = `
import json, os, time
os.environ["TZ"] = settings.TIME_ZONE = "Asia/Kolkata"
time.tzset()
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator as tokens
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
print(json.dumps([
    [urlsafe_base64_encode(force_bytes(user.pk)), tokens.make_token(user), tokens._make_token_with_timestamp(user, 816945136),
     tokens.check_token(user, given[user.username])]
    for user in User.objects.order_by("id")]))
`;
  const users = await Promise.all([1, 2].map((id) => findUser(settings, id)));
  const tokens = new PasswordResetTokenGenerator(settings);
  const given = Object.fromEntries(
    users.map((user) => [user?.username ?? "", user ? tokens.makeToken(user) : ""]),
  );
  const answers: unknown = JSON.parse(
    runDjango(url, `given = ${JSON.stringify(given)}\n${python}`),
  );
  assert.ok(Array.isArray(answers) && answers.length === 2);
  const moment = Date.UTC(2001, 0, 1) + 816_945_136_000 - 19_800_000;
  const fixed = new PasswordResetTokenGenerator(settings, () => moment);
  users.forEach((user, index) => {
    assert.ok(user);
    const [uid, token, dated, accepted]: readonly unknown[] = answers[index];
    assert.equal(uid, encodeUid(user.id));
    assert.equal(tokens.checkToken(user, token), true);
    assert.equal(dated, fixed.makeToken(user));
    assert.equal(accepted, true);
  });
}

describe("tokens and a real Django", () => {
  const users = [
    { username: "ann", password: "pw", email: "ann@example.com", lastLogin: new Date(NOW + 987) },
    { username: "bob", password: "pw" },
  ];
  let postgres: Postgres | undefined;
  before(async () => {
    if (!noPostgres && !noDjangoOnPostgres) postgres = await startPostgres();
  });
  after(() => postgres?.stop());

  it("are made alike and accepted both ways, on SQLite", { skip: noDjango }, async (t) => {
    const site = await makeAccountsSite(t, { TIME_ZONE: "Asia/Kolkata" });
    for (const user of users) await site.addUser(user);
    const file = fileURLToPath(new URL("users.sqlite3", site.root));
    await crossing(site.settings, `sqlite:${file}`);
  });

  it(
    "are made alike and accepted both ways, on PostgreSQL",
    { skip: noPostgres || noDjangoOnPostgres },
    async (t) => {
      const url = (await postgres?.createDatabase()) ?? "";
      t.after(() => delete process.env["TOKENS_DATABASE"]);
      process.env["TOKENS_DATABASE"] = url;
      const site = await makeAccountsSite(t, {
        TIME_ZONE: "Asia/Kolkata",
        DATABASES: { default: env.database("TOKENS_DATABASE", "") },
      });
      for (const user of users) await site.addUser(user);
      await crossing(site.settings, url);
    },
  );
});

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import {
  Argon2PasswordHasher,
  BCryptPasswordHasher,
  checkPassword,
  identifyHasher,
  isPasswordUsable,
  makePassword,
  PBKDF2PasswordHasher,
  ScryptPasswordHasher,
} from "../../src/auth/index.ts";
import pbkdf2Sha1 from "../../src/auth/hashers/pbkdf2-sha1.ts";
import { completeSettings, ImproperlyConfigured, type Settings } from "../../src/conf/index.ts";
import quickHasher from "./quick-hasher.ts";

const QUICK = new URL("quick-hasher.ts", import.meta.url).href;
const ARGON2 = "mkweb/auth/hashers/argon2";
const SHA1 = "mkweb/auth/hashers/pbkdf2-sha1";
const SCRYPT = "mkweb/auth/hashers/scrypt";
const PBKDF2 = "mkweb/auth/hashers/pbkdf2";
const SALT = "abcdefghijklmnopqrstuv";

function settingsWith(PASSWORD_HASHERS?: readonly string[]): Settings {
  const BASE_DIR = new URL("./", import.meta.url);
  return completeSettings({
    BASE_DIR,
    SECRET_KEY: "k",
    ...(PASSWORD_HASHERS && { PASSWORD_HASHERS }),
  });
}

function settingsFor(version: string, PASSWORD_HASHERS?: readonly string[]): Settings {
  return completeSettings({
    BASE_DIR: new URL("./", import.meta.url),
    SECRET_KEY: "k",
    PASSWORD_DJANGO_VERSION: version,
    ...(PASSWORD_HASHERS && { PASSWORD_HASHERS }),
  });
}

/** What real Django stored for `lètmein`; scrypt's is Python's, in Django's form. */
const stored = {
  argon2:
    "argon2$argon2id$v=19$m=102400,t=2,p=8$c2Vhc2FsdHNlYXNhbHRzZWFzYWx0cw$T/R6Q+haCk4mSBRvGktgqA",
  pbkdf2: "pbkdf2_sha256$1000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=",
  pbkdf2Sha1: "pbkdf2_sha1$260000$seasalt$XXHk2gQ7tjWIyrS320RXXsGqkUg=",
  scrypt:
    "scrypt$16384$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/vBAVnnP3hdYqJuRi+mJn6ji6ze3Fbb7JEFPKGpuEf5vw==",
  olderScrypt:
    "scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw==",
};

describe("password hashes", () => {
  it("are Django's byte for byte", async () => {
    const thousand = new PBKDF2PasswordHasher({ iterations: 1000 });
    assert.equal(await thousand.encode("lètmein", "seasalt"), stored.pbkdf2);
    const sha1 = new PBKDF2PasswordHasher({ digest: "sha1", iterations: 260_000 });
    assert.equal(await sha1.encode("lètmein", "seasalt"), stored.pbkdf2Sha1);
    assert.equal(await new ScryptPasswordHasher().encode("lètmein", "seasalt"), stored.scrypt);
  });

  it("of every kind are read, whichever makes the new ones", async () => {
    const settings = settingsWith();
    for (const encoded of Object.values(stored)) {
      assert.equal(await checkPassword("lètmein", encoded, {}, settings), true, encoded);
    }
    assert.equal(await checkPassword("letmein", stored.olderScrypt, {}, settings), false);
    assert.equal(await checkPassword("letmein", stored.pbkdf2Sha1, {}, settings), false);
  });

  it("are made with a salt that is never the same", async () => {
    const settings = settingsWith([QUICK]);
    const [one, other] = [
      await makePassword("x", {}, settings),
      await makePassword("x", {}, settings),
    ];
    assert.match(one, /^pbkdf2_sha256\$10\$[a-zA-Z0-9]{22}\$[\w+/]{43}=$/);
    assert.notEqual(one, other);
  });

  it("refuse a salt that could not be told from the hash", async () => {
    const settings = settingsWith([QUICK]);
    await assert.rejects(makePassword("x", { salt: "a$b" }, settings), RangeError);
    await assert.rejects(makePassword("x", { salt: "" }, settings), RangeError);
  });

  it("are made by another of PASSWORD_HASHERS if one is named", async () => {
    const settings = settingsWith([QUICK, SHA1]);
    assert.match(await makePassword("x", { hasher: "pbkdf2_sha1" }, settings), /^pbkdf2_sha1\$/);
    await assert.rejects(makePassword("x", { hasher: "md5" }, settings), /no hasher for 'md5'/);
    assert.equal(await identifyHasher(stored.pbkdf2Sha1, settings), pbkdf2Sha1);
    await assert.rejects(identifyHasher(stored.scrypt, settings), /none of PASSWORD_HASHERS/);
  });
});

/** What real Django made of `lètmein` with the least cost; `long` is of 60 é. */
const django = {
  sha256: "bcrypt_sha256$$2b$04$abcdefghijklmnopqrstuulyx/yrfLnuLCi6gwFG5mrkJjuQKpL6S",
  plain: "bcrypt$$2b$04$abcdefghijklmnopqrstuuanVo7Xut1CH8VGIGlz1JovQh9GJbbtG",
  long: "bcrypt$$2b$04$abcdefghijklmnopqrstuuKiIlCeXB6chNXkLyAo8C7XcLPzh6zUe",
  olderForm: "bcrypt$$2a$04$abcdefghijklmnopqrstuuanVo7Xut1CH8VGIGlz1JovQh9GJbbtG",
};
const BCRYPT = "mkweb/auth/hashers/bcrypt";
const BCRYPT_SHA256 = "mkweb/auth/hashers/bcrypt-sha256";

describe("bcrypt hashes", () => {
  it("are Django's byte for byte", async () => {
    const salt = "$2b$04$abcdefghijklmnopqrstuu";
    const sha256 = new BCryptPasswordHasher({ rounds: 4 });
    const plain = new BCryptPasswordHasher({ algorithm: "bcrypt", rounds: 4 });
    assert.equal(await sha256.encode("lètmein", salt), django.sha256);
    assert.equal(await plain.encode("lètmein", salt), django.plain);
    assert.equal(await plain.encode("é".repeat(60), salt), django.long);
    assert.match(sha256.salt(), /^\$2b\$04\$[./A-Za-z\d]{21}[.Oeu]$/);
    assert.notEqual(sha256.salt(), sha256.salt());
  });

  it("of a Django site are read, and replaced at the next login", async () => {
    const settings = settingsWith([QUICK, BCRYPT, BCRYPT_SHA256]);
    for (const encoded of Object.values({ ...django, long: django.olderForm })) {
      let right: string | undefined;
      const setter = async (password: string): Promise<void> => {
        right = password;
      };
      assert.equal(await checkPassword("lètmein", encoded, { setter }, settings), true, encoded);
      assert.equal(right, "lètmein");
      assert.equal(await checkPassword("letmein", encoded, {}, settings), false, encoded);
    }
  });

  it("are read with the default settings", async () => {
    assert.equal(await checkPassword("lètmein", django.sha256, {}, settingsWith()), true);
  });

  it("are made anew with another cost, and harden a wrong guess by what is missing", async () => {
    const four = new BCryptPasswordHasher({ rounds: 4 });
    const six = new BCryptPasswordHasher({ rounds: 6 });
    const encoded = await four.encode("x", four.salt());
    assert.equal(four.mustUpdate(encoded), false);
    assert.equal(six.mustUpdate(encoded), true);
    const encode = six.encode.bind(six);
    let times = 0;
    six.encode = (password, salt) => {
      times += 1;
      return encode(password, salt);
    };
    await six.hardenRuntime("y", encoded);
    assert.equal(times, 3);
  });

  it("show how they were made, and of salt and hash the first characters", () => {
    const encoded =
      "argon2$argon2id$v=19$m=102400,t=2,p=8$cVBkQmZ0c0t1UjF3MHh4$0jCA7pO4ZbBjwYfX0rNq3V1T6mXcLrS4M5nq1dKpWwA";
    assert.deepEqual(new Argon2PasswordHasher().safeSummary(encoded), {
      algorithm: "argon2",
      variety: "argon2id",
      version: 19,
      "memory cost": 102_400,
      "time cost": 2,
      parallelism: 8,
      salt: "qPdBft*********",
      hash: "0jCA7p*************************************",
    });
    for (const hasher of [
      new Argon2PasswordHasher(),
      new BCryptPasswordHasher(),
      new ScryptPasswordHasher(),
      new PBKDF2PasswordHasher(),
    ]) {
      assert.throws(() => hasher.safeSummary("secret"), RangeError);
    }
  });

  it("that are malformed are refused", async () => {
    const hasher = new BCryptPasswordHasher();
    await assert.rejects(hasher.verify("x", "bcrypt_sha256$$2b$04$short"), RangeError);
  });

  it("say which package to install where it is missing", async () => {
    assert.equal(printed("without-bcryptjs.ts"), "MKWEB_BCRYPT_MISSING Run: npm install bcryptjs");
  });
});

describe("Argon2 hashes", () => {
  it("say what to do on a Node that does not support Argon2", () => {
    assert.equal(
      printed("without-argon2.ts"),
      "MKWEB_IMPROPERLY_CONFIGURED Use Node 24.7 or newer, or remove 'mkweb/auth/hashers/argon2' from PASSWORD_HASHERS.",
    );
  });
});

/** What a file beside this one prints in a process of its own. */
function printed(file: string): string {
  const worker = fileURLToPath(new URL(file, import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [worker], { encoding: "utf8" });
  return stdout.trim() || stderr;
}

describe("a right password", () => {
  async function updated(encoded: string, ...hashers: readonly string[]): Promise<boolean> {
    let called = false;
    const setter = async (): Promise<void> => {
      called = true;
    };
    assert.ok(await checkPassword("lètmein", encoded, { setter }, settingsWith(hashers)));
    return called;
  }

  it("is hashed anew when its hash is of another kind or costs less, or its salt is short", async () => {
    assert.equal(await updated(stored.pbkdf2Sha1, SCRYPT, SHA1), true);
    assert.equal(await updated(await quickHasher.encode("lètmein", SALT), PBKDF2), true);
    assert.equal(await updated(stored.olderScrypt, SCRYPT), true);
    assert.equal(await updated(stored.argon2, ARGON2), true);
    assert.equal(await updated(await quickHasher.encode("lètmein", "short"), QUICK), true);
  });

  it("is left alone when its hash is what would be made today", async () => {
    assert.equal(await updated(stored.scrypt, SCRYPT), false);
    const argon2 = await makePassword("lètmein", {}, settingsWith([ARGON2]));
    assert.match(argon2, /^argon2\$argon2id\$v=19\$m=102400,t=2,p=8\$[\w+/]{30}\$[\w+/]{43}$/);
    assert.equal(await updated(argon2, ARGON2), false);
    assert.equal(
      await updated(await makePassword("lètmein", {}, settingsWith([QUICK])), QUICK),
      false,
    );
  });

  it("never gets a hash that costs less in any part, whatever else is better", async () => {
    assert.equal(await updated(stored.pbkdf2, QUICK), false);
    const costly = [
      [new PBKDF2PasswordHasher({ iterations: 1_000_001 }), PBKDF2],
      [new ScryptPasswordHasher({ workFactor: 2 ** 15, parallelism: 1 }), SCRYPT],
      [new BCryptPasswordHasher({ rounds: 13 }), BCRYPT_SHA256],
      [new Argon2PasswordHasher({ passes: 3, memory: 51_200 }), ARGON2],
    ] as const;
    for (const [hasher, module] of costly) {
      const salt = hasher instanceof BCryptPasswordHasher ? hasher.salt() : "tooshort";
      assert.equal(await updated(await hasher.encode("lètmein", salt), module), false, module);
    }
  });

  it("keeps the hash that each Django makes, where PASSWORD_DJANGO_VERSION names it or an older one", async () => {
    const versions = { "3.2": 260_000, "5.2": 1_000_000, "6.0": 1_200_000, "6.1": 1_500_000 };
    const setter = (): Promise<void> => assert.fail("hashed anew");
    for (const [version, iterations] of Object.entries(versions)) {
      const encoded = await new PBKDF2PasswordHasher({ iterations }).encode("x", SALT);
      for (const named of new Set([version, "3.2"])) {
        const settings = settingsFor(named);
        assert.equal(await checkPassword("x", encoded, { setter }, settings), true);
      }
      const made = await makePassword("x", { salt: SALT }, settingsFor(version));
      assert.equal(made, encoded);
    }
  });

  it("is hashed anew up to the cost of the Django that is named, and no further", async () => {
    const old = await new PBKDF2PasswordHasher({ iterations: 150_000 }).encode("x", SALT);
    let hashed = "";
    const setter = async (password: string): Promise<void> => {
      hashed = await makePassword(password, {}, settingsFor("3.2"));
    };
    await checkPassword("x", old, { setter }, settingsFor("3.2"));
    assert.match(hashed, /^pbkdf2_sha256\$260000\$/);
    const scrypt = await makePassword("x", {}, settingsFor("5.0", [SCRYPT]));
    assert.match(scrypt, /^scrypt\$16384\$[^$]+\$8\$1\$/);
  });

  it("keeps a hash that PBKDF2 is weaker than, unless the project has a list of its own", async () => {
    const setter = (): Promise<void> => assert.fail("hashed anew");
    assert.ok(await checkPassword("lètmein", django.sha256, { setter }, settingsWith()));
    assert.ok(await checkPassword("lètmein", stored.olderScrypt, { setter }, settingsWith()));
    assert.ok(await checkPassword("lètmein", stored.argon2, { setter }, settingsWith()));
    assert.equal(await updated(django.sha256, QUICK, BCRYPT_SHA256), true);
  });

  it("is never asked for when the one given is wrong", async () => {
    const setter = (): Promise<void> => assert.fail("called");
    assert.equal(
      await checkPassword("no", stored.pbkdf2, { setter }, settingsWith([QUICK])),
      false,
    );
  });
});

describe("an unusable password", () => {
  it("lets nobody in and takes as long as a wrong one", async () => {
    const settings = settingsWith([QUICK]);
    const unusable = await makePassword(null, {}, settings);
    assert.match(unusable, /^![a-zA-Z0-9]{40}$/);
    assert.equal(isPasswordUsable(unusable), false);
    assert.equal(isPasswordUsable(stored.pbkdf2), true);
    for (const encoded of [unusable, "", null, "md5$salt$hash", "plain text"]) {
      quickHasher.takeHashed();
      assert.equal(await checkPassword(unusable.slice(1), encoded, {}, settings), false);
      assert.equal(quickHasher.takeHashed().length, 1, String(encoded));
    }
    assert.equal(await checkPassword(null, stored.pbkdf2, {}, settings), false);
  });
});

describe("PASSWORD_DJANGO_VERSION", () => {
  it("says which versions are known when it names another", () => {
    assert.throws(() => settingsFor("2.2"), {
      code: "MKWEB_IMPROPERLY_CONFIGURED",
      message:
        "PASSWORD_DJANGO_VERSION is '2.2'; known are 3.2, 4.0, 4.1, 4.2, 5.0, 5.1, 5.2, 6.0, 6.1.",
    });
  });

  it("leaves a hasher alone that was given its cost", async () => {
    assert.match(await makePassword("x", {}, settingsFor("3.2", [QUICK])), /^pbkdf2_sha256\$10\$/);
  });
});

describe("PASSWORD_HASHERS", () => {
  it("names the entry that is no hasher", async () => {
    const wrong = (specifier: string, words: RegExp): Promise<void> =>
      assert.rejects(makePassword("x", {}, settingsWith([specifier])), (error) => {
        assert.ok(error instanceof ImproperlyConfigured);
        assert.match(error.message, words);
        return true;
      });
    await wrong("mkweb/auth/hashers/md5", /'mkweb\/auth\/hashers\/md5', which does not exist/);
    await wrong("mkweb/auth/middleware", /default export is of another kind/);
    await assert.rejects(makePassword("x", {}, settingsWith([])), /PASSWORD_HASHERS is empty/);
  });
});

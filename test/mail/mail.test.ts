import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import {
  EmailMessage,
  mailAdmins,
  mailManagers,
  outbox,
  sendMail,
  sendMessages,
  type EmailOptions,
} from "../../src/mail/index.ts";
import { mailSettings } from "./mail-settings.ts";

beforeEach(() => {
  outbox.length = 0;
});

const noPython =
  spawnSync("python3", ["--version"]).status === 0
    ? undefined
    : "python3 is not installed (Debian: python3)";

describe("sendMail", () => {
  it("sends one mail, from DEFAULT_FROM_EMAIL unless it says from whom", async (t) => {
    const settings = await mailSettings(t, { DEFAULT_FROM_EMAIL: "Shop <shop@example.com>" });
    assert.equal(await sendMail("Hello", "Text", null, ["ann@example.com"], {}, settings), 1);
    await sendMail("Again", "Text", "bob@example.com", ["ann@example.com"], {}, settings);
    assert.deepEqual(
      outbox.map(({ subject, body, fromEmail, to }) => [subject, body, fromEmail, to]),
      [
        ["Hello", "Text", "Shop <shop@example.com>", ["ann@example.com"]],
        ["Again", "Text", "bob@example.com", ["ann@example.com"]],
      ],
    );
  });

  it("sends nothing to nobody", async (t) => {
    const settings = await mailSettings(t, { EMAIL_BACKEND: "no/such/module.ts" });
    assert.equal(await sendMail("Hello", "Text", null, [], {}, settings), 0);
  });

  it("throws what went wrong, unless it is to fail silently", async (t) => {
    const settings = await mailSettings(t);
    await writeFile(
      new URL("broken.ts", settings.BASE_DIR),
      `export default () => ({ async sendMessages() { throw new Error("out of paper"); } });`,
    );
    const broken = { ...settings, EMAIL_BACKEND: "broken.ts" };
    const send = (options = {}) =>
      sendMail("Hello", "Text", null, ["ann@example.com"], options, broken);
    await assert.rejects(send(), { message: "out of paper" });
    assert.equal(await send({ failSilently: true }), 0);
  });

  it("names the setting when EMAIL_BACKEND is no backend", async (t) => {
    const settings = await mailSettings(t, { EMAIL_BACKEND: "mkweb/conf" });
    await assert.rejects(sendMail("Hello", "Text", null, ["ann@example.com"], {}, settings), {
      name: "ImproperlyConfigured",
      message: "EMAIL_BACKEND names 'mkweb/conf', whose default export is not a mail backend.",
    });
    const none = { ...settings, EMAIL_BACKEND: "mkweb/mail/backends/pigeon" };
    await assert.rejects(sendMail("Hello", "Text", null, ["ann@example.com"], {}, none), {
      message: "EMAIL_BACKEND names 'mkweb/mail/backends/pigeon', which does not exist.",
    });
  });

  it("writes to ADMINS and MANAGERS from SERVER_EMAIL, if there are any", async (t) => {
    const settings = await mailSettings(t, {
      ADMINS: [
        ["Ann, the first", "ann@example.com"],
        ["Bob", "bob@example.com"],
      ],
      SERVER_EMAIL: "server@example.com",
      EMAIL_SUBJECT_PREFIX: "[Shop] ",
    });
    assert.equal(await mailAdmins("Down", "It is.", {}, settings), 1);
    assert.equal(await mailManagers("Down", "It is.", {}, settings), 0);
    assert.equal(outbox.length, 1);
    assert.equal(outbox[0]?.subject, "[Shop] Down");
    assert.equal(outbox[0]?.fromEmail, "server@example.com");
    assert.deepEqual(outbox[0]?.to, [
      '"Ann, the first" <ann@example.com>',
      "Bob <bob@example.com>",
    ]);
  });
});

describe("a mail that somebody tampered with", () => {
  const cases: readonly (readonly [string, EmailOptions, string])[] = [
    ["a subject of two lines", { subject: "Hi\nBcc: eve@example.com" }, "BadHeaderError"],
    ["a subject with a carriage return", { subject: "Hi\rBcc: eve@example.com" }, "BadHeaderError"],
    ["a sender of two lines", { fromEmail: "a@example.com\r\nBcc: b@c.de" }, "BadHeaderError"],
    ["a recipient of two lines", { to: ["a@example.com\nb@c.de"] }, "BadHeaderError"],
    ["a hidden recipient of two lines", { bcc: ["a@example.com\nDATA"] }, "BadHeaderError"],
    ["an answer address of two lines", { replyTo: ["a@example.com\nX: y"] }, "BadHeaderError"],
    ["a header of two lines", { headers: { "X-One": "a\nX-Two: b" } }, "BadHeaderError"],
    ["a header's name with a colon", { headers: { "X: y\nZ": "a" } }, "BadHeaderError"],
    ["a header that hides recipients", { headers: { bcc: "eve@example.com" } }, "BadHeaderError"],
    ["another sender in a header", { headers: { From: "eve@example.com" } }, "BadHeaderError"],
    [
      "a file name of two lines",
      { attachments: [{ filename: 'a"\r\n\r\n<b>', content: "" }] },
      "BadHeaderError",
    ],
    ["two recipients in one", { to: ["a@example.com, eve@example.com"] }, "RangeError"],
    ["two recipients in brackets", { to: ["A <a@example.com>, <eve@example.com>"] }, "RangeError"],
    ["an address inside an address", { to: ["<a@example.com>eve@example.com"] }, "RangeError"],
    ["an address with parameters", { to: ["a@example.com> SIZE=1"] }, "RangeError"],
    ["an address without a host", { to: ["ann"] }, "RangeError"],
    ["an empty address", { to: [""] }, "RangeError"],
    ["an endless address", { to: [`a${" ".repeat(2_000_000)}b@example.com`] }, "RangeError"],
  ];
  for (const [what, options, name] of cases) {
    it(`is refused for ${what}, and so are all others sent with it`, async (t) => {
      const settings = await mailSettings(t);
      const good = new EmailMessage({ to: ["ann@example.com"] });
      const bad = new EmailMessage({ to: ["ann@example.com"], ...options });
      await assert.rejects(sendMessages([good, bad], settings), { name });
      assert.deepEqual(outbox, []);
    });
  }

  it("may say in its body what it likes", async (t) => {
    const settings = await mailSettings(t);
    const body = "To: eve@example.com\r\n.\r\nQUIT";
    assert.equal(await sendMail("Hi", body, null, ["ann@example.com"], {}, settings), 1);
  });
});

describe("the console backend", () => {
  it("prints what would be sent, the hidden recipients apart", () => {
    const script = `
      import { EmailMessage } from "./src/mail/index.ts";
      import { completeSettings } from "./src/conf/index.ts";
      const settings = completeSettings({ BASE_DIR: new URL("file:///tmp/"), SECRET_KEY: "x", EMAIL_BACKEND: "mkweb/mail/backends/console" });
      await new EmailMessage({ subject: "Grüße", body: "Öffne https://example.com/?a=b", to: ["Jörg <j@example.com>"], bcc: ["eve@example.com"] }).send(settings);`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: fileURLToPath(new URL("../../", import.meta.url)),
      encoding: "utf8",
    });
    assert.match(
      printed,
      /^Subject: Grüße\nFrom: webmaster@localhost\nTo: Jörg <j@example\.com>\nDate: \w{3}, \d\d \w{3} \d{4} [\d:]{8} -0000\nMessage-ID: <[\w-]+@localhost>\nMIME-Version: 1\.0\n/,
    );
    assert.match(printed, /\n\nÖffne https:\/\/example\.com\/\?a=b\n\n-{79}\n$/);
    assert.doesNotMatch(printed, /eve@/);
  });

  it("prints no character that a terminal would obey", () => {
    const script = `
      import { EmailMessage } from "./src/mail/index.ts";
      import { completeSettings } from "./src/conf/index.ts";
      const settings = completeSettings({ BASE_DIR: new URL("file:///tmp/"), SECRET_KEY: "x", EMAIL_BACKEND: "mkweb/mail/backends/console" });
      await new EmailMessage({ subject: "Hi", body: "a\\u001b[2Jb\\tc\\nd", to: ["ann@example.com"] }).send(settings);`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: fileURLToPath(new URL("../../", import.meta.url)),
      encoding: "utf8",
    });
    assert.match(printed, /\na\\x1b\[2Jb\tc\nd\n/);
    assert.doesNotMatch(printed, /\u001b/);
  });
});

describe("the file backend", () => {
  it("writes one file for each sending, which nobody else can read", async (t) => {
    const settings = await mailSettings(t, {
      EMAIL_BACKEND: "mkweb/mail/backends/file",
      EMAIL_FILE_PATH: "sent/mail",
    });
    const mail = (subject: string) => new EmailMessage({ subject, to: ["ann@example.com"] });
    assert.equal(await sendMessages([mail("one"), mail("two")], settings), 2);
    assert.equal(await sendMessages([mail("three")], settings), 1);
    const folder = new URL("sent/mail/", settings.BASE_DIR);
    const files = await readdir(folder);
    assert.equal(files.length, 2);
    const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
    const subjects = texts.map((text) => text.match(/^Subject: (\w+)$/gm)?.join());
    assert.deepEqual(new Set(subjects), new Set(["Subject: one,Subject: two", "Subject: three"]));
    const { mode } = await stat(new URL(files[0] ?? "", folder));
    assert.equal(mode & 0o777, 0o600);
  });

  it("asks for EMAIL_FILE_PATH", async (t) => {
    const settings = await mailSettings(t, { EMAIL_BACKEND: "mkweb/mail/backends/file" });
    await assert.rejects(sendMail("Hi", "", null, ["ann@example.com"], {}, settings), {
      message: "Mail is to be kept in files, and EMAIL_FILE_PATH is not set.",
    });
  });

  it(
    "writes mail that mail programs read: HTML, attachments, names",
    { skip: noPython },
    async (t) => {
      const settings = await mailSettings(t, {
        EMAIL_BACKEND: "mkweb/mail/backends/file",
        EMAIL_FILE_PATH: ".",
        EMAIL_USE_LOCALTIME: true,
        TIME_ZONE: "Asia/Kolkata",
      });
      const bytes = Uint8Array.from({ length: 300 }, (_, at) => at % 256);
      await new EmailMessage({
        subject: "Grüße",
        body: "Text",
        htmlMessage: "<b>Text</b>",
        to: ['"Ann \\"A\\" B" <ann@example.com>', "bob@example.com"],
        cc: ["Zoë <zoe@example.com>"],
        replyTo: ["reply@example.com"],
        headers: { "X-Shop": "yes", "Message-ID": "<own@example.com>" },
        attachments: [
          { filename: 'a"b.txt', content: "note" },
          { filename: "data", content: bytes, mimetype: "application/x-data" },
        ],
      }).send(settings);
      const names = await readdir(settings.BASE_DIR);
      const file = names.find((name) => name.endsWith(".log")) ?? "";
      const read = `
import sys, json
from email import message_from_binary_file, policy
mail = message_from_binary_file(open(sys.argv[1], "rb"), policy=policy.SMTPUTF8)
parts = list(mail.walk())
print(json.dumps({
  "subject": mail["subject"], "id": mail["message-id"],
  "to": [[a.display_name, a.addr_spec] for a in mail["to"].addresses],
  # Python keeps the bytes of names as they came.
  "cc": [[a.display_name.encode("utf-8", "surrogateescape").decode(), a.addr_spec] for a in mail["cc"].addresses],
  "reply": mail["reply-to"], "shop": mail["x-shop"],
  "offset": mail["date"].datetime.utcoffset().total_seconds(),
  "types": [p.get_content_type() for p in parts],
  "text": parts[2].get_content().rstrip("\\n"), "html": parts[3].get_content().rstrip("\\n"),
  "files": [[p.get_filename(), list(p.get_payload(decode=True))] for p in mail.iter_attachments()],
}))`;
      const path = fileURLToPath(new URL(file, settings.BASE_DIR));
      const seen: unknown = JSON.parse(
        execFileSync("python3", ["-c", read, path], { encoding: "utf8" }),
      );
      assert.deepEqual(seen, {
        subject: "Grüße",
        id: "<own@example.com>",
        to: [
          ['Ann "A" B', "ann@example.com"],
          ["", "bob@example.com"],
        ],
        cc: [["Zoë", "zoe@example.com"]],
        reply: "reply@example.com",
        shop: "yes",
        offset: 19_800,
        types: [
          "multipart/mixed",
          "multipart/alternative",
          "text/plain",
          "text/html",
          "text/plain",
          "application/x-data",
        ],
        text: "Text",
        html: "<b>Text</b>",
        files: [
          ['a"b.txt', [...Buffer.from("note")]],
          ["data", [...bytes]],
        ],
      });
    },
  );
});

describe("the dummy backend", () => {
  it("says it has sent what it has not", async (t) => {
    const settings = await mailSettings(t, { EMAIL_BACKEND: "mkweb/mail/backends/dummy" });
    assert.equal(await sendMail("Hi", "", null, ["ann@example.com"], {}, settings), 1);
    assert.deepEqual(outbox, []);
  });
});

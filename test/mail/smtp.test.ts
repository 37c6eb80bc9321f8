import assert from "node:assert/strict";
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { setTimeout as delay } from "node:timers/promises";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { EmailMessage, sendMail, sendMessages } from "../../src/mail/index.ts";
import { mailSettings } from "./mail-settings.ts";

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: unknown;
  readonly secure: boolean;
  readonly text: string;
}

/** A real mail server on a free port, which keeps what it gets. */
async function startServer(
  t: TestContext,
  options: SMTPServerOptions = {},
): Promise<{ readonly port: number; readonly received: readonly Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onAuth({ username, password }, _session, done) {
      if (password === "right") done(null, { user: username });
      else done(new Error("Wrong password"));
    },
    onData(stream, { envelope, user, secure }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : "",
          to: envelope.rcptTo.map(({ address }) => address),
          user,
          secure,
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.server.once("listening", resolve));
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { port, received };
}

const noOpenssl =
  spawnSync("openssl", ["version"]).status === 0 ? undefined : "openssl is not installed";

/** A folder with a certificate for `localhost`, made now, and its key. */
async function certificates(t: TestContext): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-tls-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const words =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost " +
    "-addext subjectAltName=DNS:localhost -keyout server.key -out server.crt";
  execFileSync("openssl", words.split(" "), { cwd: folder, stdio: "ignore" });
  return pathToFileURL(`${folder}/`);
}

/** Sends a mail with the settings in GIVEN, and prints what came of it. */
const SEND = `
import { completeSettings } from "./src/conf/index.ts";
import { sendMail } from "./src/mail/index.ts";
const settings = completeSettings(JSON.parse(process.env.GIVEN));
console.log(await sendMail("Hi", "", null, ["ann@example.com"], {}, settings).catch(String));
`;

function smtpSettings(t: TestContext, port: number, given = {}) {
  return mailSettings(t, {
    EMAIL_BACKEND: "mkweb/mail/backends/smtp",
    EMAIL_HOST: "127.0.0.1",
    EMAIL_PORT: port,
    ...given,
  });
}

/** Answers as a mail server until it has got so much of the mail, and resets then. */
function takesMail(socket: Socket, isEnough: (got: string) => boolean): void {
  let got: string | undefined;
  socket.write("220 mail\r\n");
  socket.on("data", (data: Buffer) => {
    if (got !== undefined) {
      got += String(data);
      if (isEnough(got)) socket.resetAndDestroy();
    } else if (/^DATA/m.test(String(data))) {
      got = "";
      socket.write("354 go on\r\n");
    } else socket.write("250 fine\r\n");
  });
}

/** A server that breaks off at a certain moment, and who does so how. */
const breaks: Readonly<Record<string, (socket: Socket) => void>> = {
  "closes before it has said a word": (socket) => socket.end(),
  "resets before it has said a word": (socket) => socket.resetAndDestroy(),
  "speaks another protocol": (socket) => socket.write("HTTP/1.1 200 OK\r\n\r\n"),
  "says nothing": () => {},
  "resets after the greeting": (socket) =>
    socket.write("220 mail\r\n", () => socket.resetAndDestroy()),
  "resets in the middle of an answer": (socket) => {
    socket.write("220 mail\r\n");
    socket.once("data", () => socket.write("250-mai", () => socket.resetAndDestroy()));
  },
  "resets while it gets the mail": (socket) => takesMail(socket, (got) => got.length > 10_000),
  "takes the mail and resets": (socket) => takesMail(socket, (got) => got.endsWith("\r\n.\r\n")),
};

describe("a mail server that", () => {
  for (const [name, breakOff] of Object.entries(breaks)) {
    it(`${name} fails the sending, and leaves no connection`, async (t) => {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
        breakOff(socket.resume());
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      t.after(() => server.close());
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const { port } = server.address() as AddressInfo;
      const settings = await mailSettings(t, {
        EMAIL_BACKEND: "mkweb/mail/backends/smtp",
        EMAIL_HOST: "127.0.0.1",
        EMAIL_PORT: port,
        EMAIL_TIMEOUT: 0.3,
      });

      await assert.rejects(
        sendMail("Hi", "x".repeat(1_000_000), null, ["ann@example.com"], {}, settings),
      );

      for (let tries = 0; tries < 100 && sockets.size > 0; tries++) await delay(10);
      assert.equal(sockets.size, 0);
    });
  }
});

describe("the SMTP backend", () => {
  it("hands mail to the server at EMAIL_HOST, in the open and without a login by default", async (t) => {
    const { port, received } = await startServer(t);
    const settings = await smtpSettings(t, port);
    const mail = new EmailMessage({
      subject: "Grüße",
      body: "Hello\n.\nthere",
      htmlMessage: "<p>Hello</p>",
      fromEmail: "Shop <shop@example.com>",
      to: ["Ann <ann@example.com>"],
      cc: ["zoe@example.com"],
      bcc: ["eve@example.com"],
      replyTo: ["reply@example.com"],
      headers: { "X-Shop": "yes", Date: "Sun, 22 Nov 2026 12:00:00 +0000" },
      attachments: [{ filename: "a.txt", content: "note" }],
    });
    assert.equal(await sendMessages([mail, mail], settings), 2);
    assert.equal(received.length, 2);
    const [first] = received;
    assert.ok(first);
    assert.deepEqual(
      [first.from, first.to, first.user, first.secure],
      [
        "shop@example.com",
        ["ann@example.com", "zoe@example.com", "eve@example.com"],
        undefined,
        false,
      ],
    );
    for (const part of [
      /^From: Shop <shop@example\.com>\r$/m,
      /^To: Ann <ann@example\.com>\r$/m,
      /^Cc: zoe@example\.com\r$/m,
      /^Reply-To: reply@example\.com\r$/m,
      /^Subject: =\?UTF-8\?/m,
      /^X-Shop: yes\r$/m,
      /^Message-ID: <.+>\r$/m,
      /multipart\/alternative/,
      /filename=a\.txt/,
    ]) {
      assert.match(first.text, part);
    }
    assert.deepEqual(first.text.match(/^Date: .*$/gm), ["Date: Sun, 22 Nov 2026 12:00:00 +0000"]);
    assert.doesNotMatch(first.text, /eve@example/);
  });

  it("logs in where there is a user and a password", async (t) => {
    const { port, received } = await startServer(t, { allowInsecureAuth: true });
    const settings = await smtpSettings(t, port, {
      EMAIL_HOST_USER: "shop",
      EMAIL_HOST_PASSWORD: "right",
    });
    await sendMail("Hi", "", null, ["ann@example.com"], {}, settings);
    assert.equal(received[0]?.user, "shop");
    const wrong = { ...settings, EMAIL_HOST_PASSWORD: "wrong" };
    await assert.rejects(sendMail("Hi", "", null, ["ann@example.com"], {}, wrong), {
      code: "EAUTH",
    });
  });

  it("says nothing before TLS where EMAIL_USE_TLS asks for it, and trusts no certificate of unknown origin", async (t) => {
    const { port, received } = await startServer(t);
    const settings = await smtpSettings(t, port, { EMAIL_USE_TLS: true });
    await assert.rejects(
      sendMail("Hi", "", null, ["ann@example.com"], {}, settings),
      /certificate/i,
    );
    const plain = await startServer(t, { disabledCommands: ["STARTTLS"] });
    const toPlain = { ...settings, EMAIL_PORT: plain.port };
    await assert.rejects(sendMail("Hi", "", null, ["ann@example.com"], {}, toPlain));
    assert.deepEqual([...received, ...plain.received], []);
  });

  it("begins with TLS where EMAIL_USE_SSL asks for it", async (t) => {
    const { port, received } = await startServer(t, { secure: true });
    const settings = await smtpSettings(t, port, { EMAIL_USE_SSL: true });
    await assert.rejects(
      sendMail("Hi", "", null, ["ann@example.com"], {}, settings),
      /certificate/i,
    );
    assert.deepEqual(received, []);
  });

  it(
    "speaks TLS, either way, with a server whose certificate it can check",
    { skip: noOpenssl },
    async (t) => {
      const folder = await certificates(t);
      const read = (name: string) => readFileSync(new URL(name, folder));
      const tls = {
        key: read("server.key"),
        cert: read("server.crt"),
        ca: read("server.crt"),
        requestCert: true,
        rejectUnauthorized: true,
      };
      for (const way of ["EMAIL_USE_TLS", "EMAIL_USE_SSL"]) {
        const { port, received } = await startServer(t, {
          ...tls,
          secure: way === "EMAIL_USE_SSL",
        });
        const given = {
          SECRET_KEY: "x",
          EMAIL_BACKEND: "mkweb/mail/backends/smtp",
          EMAIL_HOST: "localhost",
          EMAIL_PORT: port,
          EMAIL_SSL_CERTFILE: "server.crt",
          [way]: true,
        };
        // Node takes further authorities to trust when it starts, not later.
        const send = (settings: object) =>
          promisify(execFile)(process.execPath, ["--input-type=module", "-e", SEND], {
            cwd: fileURLToPath(new URL("../../", import.meta.url)),
            env: {
              ...process.env,
              NODE_EXTRA_CA_CERTS: fileURLToPath(new URL("server.crt", folder)),
              GIVEN: JSON.stringify({ ...given, BASE_DIR: folder.href, ...settings }),
            },
          });
        const sent = await send({ EMAIL_SSL_KEYFILE: "server.key" });
        assert.equal(sent.stdout, "1\n");
        assert.deepEqual(
          received.map(({ to, secure }) => [to, secure]),
          [[["ann@example.com"], true]],
        );
        // Without the key there is no certificate to show to this server.
        const refused = await send({ EMAIL_SSL_CERTFILE: null });
        assert.match(refused.stdout, /^Error/);
        assert.equal(received.length, 1);
      }
    },
  );

  it("refuses both kinds of TLS at once", async (t) => {
    const settings = await smtpSettings(t, 1, { EMAIL_USE_SSL: true, EMAIL_USE_TLS: true });
    await assert.rejects(sendMail("Hi", "", null, ["ann@example.com"], {}, settings), {
      name: "ImproperlyConfigured",
      message: "EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other.",
    });
  });

  it("waits EMAIL_TIMEOUT seconds for a server that says nothing", async (t) => {
    const silent = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    t.after(() => silent.close());
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const settings = await smtpSettings(t, port, { EMAIL_TIMEOUT: 0.2 });
    const before = Date.now();
    await assert.rejects(
      sendMail("Hi", "", null, ["ann@example.com"], {}, settings),
      /Timeout|Greeting/,
    );
    assert.ok(Date.now() - before < 10_000);
  });

  it("says what to install where nodemailer is missing", async (t) => {
    // The built package without its neighbours: nodemailer is nowhere to be found.
    const folder = await mkdtemp(join(tmpdir(), "mkweb-bare-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const bare = join(folder, "node_modules/mkweb");
    await mkdir(join(folder, "node_modules"));
    for (const name of ["entities", "mime", "@fastify"]) {
      await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
    }
    await cp(join(root, "dist"), join(bare, "dist"), { recursive: true });
    await cp(join(root, "package.json"), join(bare, "package.json"));
    await writeFile(
      join(folder, "send.mjs"),
      `import { sendMail } from "mkweb/mail";
import { loadSettings } from ${JSON.stringify("./node_modules/mkweb/dist/conf/index.js")};
const settings = await loadSettings("settings.mjs", new URL("./", import.meta.url));
await sendMail("Hi", "", null, ["ann@example.com"], {}, settings).catch((error) => console.log(error.code, error.hint));`,
    );
    await writeFile(join(folder, "settings.mjs"), `export default { SECRET_KEY: "x" };`);
    await writeFile(join(folder, "manage.js"), "");
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "send.mjs")]);
    assert.equal(
      stdout,
      'MKWEB_SMTP_CLIENT_MISSING Run: npm install "nodemailer@^10.0.0", or set EMAIL_BACKEND to "mkweb/mail/backends/console".\n',
    );
  });
});

/** What ADMINS get mail of. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FetchSource, HttpRequest } from "../../src/http/index.ts";
import { getLogger, loggingSettled } from "../../src/logging/index.ts";
import { Brake } from "../../src/logging/brake.ts";
import { logTo } from "./logs.ts";

interface Mail {
  readonly subject: string;
  readonly message: string;
}

function outbox() {
  const mails: Mail[] = [];
  const sendToAdmins = async (subject: string, message: string): Promise<void> => {
    mails.push({ subject, message });
  };
  return { mails, sendToAdmins };
}

const ADMINS = [["Ann", "ann@example.com"]];

describe("mail to ADMINS", () => {
  it("tells an error of mkweb with its request, and no secret of it", async (t) => {
    const { mails, sendToAdmins } = outbox();
    await logTo(t, {}, { sendToAdmins, settings: { ADMINS } });
    const source = new FetchSource(
      new Request("http://a/x/?token=s3cret&page=2", {
        headers: {
          Authorization: "Basic s3cret",
          Cookie: "sessionid=s3cret; theme=dark",
          "X-Color": "red",
        },
      }),
    );
    const request = new HttpRequest(source);
    const error = new Error("No\nline", { cause: new Error("postgres://me:s3cret@db") });
    getLogger("mkweb.request").error("Internal Server Error: GET /x/", { request, error });
    await loggingSettled();

    assert.equal(mails.length, 1);
    const [{ subject, message } = { subject: "", message: "" }] = mails;
    assert.equal(subject, "ERROR (EXTERNAL IP): Internal Server Error: GET /x/");
    for (const part of [
      /Error: No\\nline\n {4}at /,
      /Caused by: Error: postgres:\/\/me:\*+@db/,
      /page: 2/,
      /theme: dark/,
      /x-color: red/i,
    ]) {
      assert.match(message, part);
    }
    assert.match(message, new RegExp(`Request id: ${request.id}`));
    assert.doesNotMatch(message, /s3cret/);
  });

  it("is not sent with DEBUG, of warnings, of other loggers, or to nobody", async (t) => {
    const { mails, sendToAdmins } = outbox();
    await logTo(t, {}, { sendToAdmins, settings: { ADMINS } });
    getLogger("mkweb.request").warning("w");
    getLogger("shop.none").isEnabledFor("ERROR");
    await logTo(t, {}, { sendToAdmins, settings: { ADMINS, DEBUG: true } });
    getLogger("mkweb.request").error("e");
    await logTo(t, {}, { sendToAdmins });
    getLogger("mkweb.request").error("e");
    await loggingSettled();
    assert.deepEqual(mails, []);
  });

  it("comes three times an hour of the same error, and says how many were held back", async (t) => {
    const { mails, sendToAdmins } = outbox();
    await logTo(t, { root: { handlers: [] } }, { sendToAdmins, settings: { ADMINS } });
    const fails = (at: string): Error => new RangeError(`at ${at}`);
    for (let at = 0; at < 50; at += 1) {
      getLogger("mkweb.request").error(`GET /${at}/`, { error: fails(String(at)) });
    }
    await loggingSettled();
    assert.equal(mails.length, 3);
  });
});

describe("the brake", () => {
  const options = { limit: 2, total: 5, periodMs: 1000 };

  it("lets some of each kind pass in a period, and counts the rest for the next", () => {
    const brake = new Brake(options);
    const answers = [0, 1, 2, 999].map((now) => brake.ask("a", now)?.heldBack);
    assert.deepEqual(answers, [0, 0, undefined, undefined]);
    assert.deepEqual(brake.ask("b", 999), { heldBack: 0 });
    assert.deepEqual(brake.ask("a", 1000), { heldBack: 2 });
    assert.deepEqual(brake.ask("a", 1001), { heldBack: 0 });
  });

  it("lets no more pass in all than it may, however many kinds there are", () => {
    const brake = new Brake(options);
    const kinds = Array.from({ length: 5000 }, (_, at) => `kind ${at}`);
    assert.equal(kinds.filter((kind) => brake.ask(kind, 0)).length, 5);
    assert.deepEqual(brake.ask("kind 0", 1000), { heldBack: 0 });
  });
});

/** The same form for form posts, JSON and multipart. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  defineForm,
  fields,
  InvalidForm,
  type FormOptions,
  type JsonErrors,
} from "../../src/forms/index.ts";
import type { HttpRequest } from "../../src/http/index.ts";
import { requestTo } from "../http/request-to.ts";

class VoteForm extends defineForm({
  questionText: fields.char({ maxLength: 20 }),
  votes: fields.integer({ minValue: 1 }),
  price: fields.decimal({ required: false }),
  open: fields.boolean({ required: false }),
  tags: fields.multipleChoice({ required: false, choices: { a: "A", b: "B" } }),
  closes: fields.splitDatetime({ required: false }),
  extra: fields.json({ required: false }),
  proof: fields.file({ required: false }),
}) {}

interface Sending {
  readonly method?: string;
  readonly type?: string;
}

async function sent(
  body: string | Uint8Array,
  { method = "POST", type = "application/json" }: Sending = {},
): Promise<HttpRequest> {
  const request = requestTo("/?question_text=Q&votes=3", {
    method,
    body,
    headers: { "Content-Type": type, "Content-Length": String(Buffer.byteLength(body)) },
  });
  await request.loadBody();
  return request;
}

const json = (value: unknown, sending?: Sending) => sent(JSON.stringify(value), sending);

/** The status and the errors of what is refused. */
async function refused(request: HttpRequest): Promise<readonly [number, JsonErrors]> {
  const error: unknown = await VoteForm.parse(request).then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(error instanceof InvalidForm);
  assert.deepEqual(JSON.parse(error.response.text), error.errors);
  return [error.response.status, error.errors];
}

/** The code of each field's errors. */
async function codes(value: unknown): Promise<Readonly<Record<string, unknown>>> {
  const [, errors] = await refused(await json(value));
  return Object.fromEntries(
    Object.entries(errors).map(([name, list]) => [name, list.map(({ code }) => code).join()]),
  );
}

const right = { questionText: "What?", votes: 2 };

describe("a form that parses a request", () => {
  it("takes JSON by the names of its fields, and by those of a page", async () => {
    const { cleanedData } = await VoteForm.parse(
      await json({ ...right, open: true, tags: ["b"], price: "1.50", extra: { a: [1, "x"] } }),
    );
    const text: string = cleanedData.questionText;
    const votes: number = cleanedData.votes;
    assert.deepEqual([text, votes], ["What?", 2]);
    assert.equal(cleanedData.open, true);
    assert.deepEqual(cleanedData.tags, ["b"]);
    assert.equal(cleanedData.price, "1.50");
    assert.deepEqual(cleanedData.extra, { a: [1, "x"] });
    const named = await VoteForm.parse(await json({ question_text: "Q", votes: "7" }));
    assert.equal(named.cleanedData.questionText, "Q");
    assert.equal(named.cleanedData.votes, 7);
    assert.equal(named.cleanedData.open, false);
  });

  it("takes a form, one with files, and the query of a GET in the same way", async () => {
    const post = await VoteForm.parse(
      await sent("question_text=Q&votes=3&tags=a&tags=b&open=on", {
        type: "application/x-www-form-urlencoded",
      }),
    );
    assert.deepEqual(post.cleanedData.tags, ["a", "b"]);
    const part = (name: string, value: string, more = "") =>
      `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    const multipart = await VoteForm.parse(
      await sent(
        `${part("question_text", "Q")}${part("votes", "3")}${part("proof", "seen", '; filename="a.txt"')}--x--\r\n`,
        { type: "multipart/form-data; boundary=x" },
      ),
    );
    assert.ok(multipart.cleanedData.proof);
    assert.equal(multipart.cleanedData.proof.name, "a.txt");
    const query = await VoteForm.parse(await sent("", { method: "GET", type: "" }));
    assert.equal(query.cleanedData.votes, 3);
    const put = await VoteForm.parse(await json(right, { method: "PUT" }));
    assert.equal(put.cleanedData.votes, 2);
    const other = await VoteForm.parse(
      await json(right, { type: "application/problem+json; charset=UTF-8" }),
    );
    assert.equal(other.cleanedData.votes, 2);
  });

  it("refuses with 400 and Django's JSON of errors", async () => {
    assert.deepEqual(await refused(await json({ questionText: "x".repeat(21), votes: 0 })), [
      400,
      {
        questionText: [
          {
            message: "Ensure this value has at most 20 characters (it has 21).",
            code: "max_length",
          },
        ],
        votes: [{ message: "Ensure this value is greater than or equal to 1.", code: "min_value" }],
      },
    ]);
    assert.deepEqual(await codes({}), { questionText: "required", votes: "required" });
    assert.deepEqual(await codes({ questionText: null, votes: null }), {
      questionText: "required",
      votes: "required",
    });
  });

  it("takes no value of another kind for one of its own", async () => {
    for (const votes of [true, [1], { a: 1 }, 1.5, "1e3", [], {}, "x"]) {
      assert.deepEqual(
        await codes({ ...right, votes }),
        { votes: "invalid" },
        JSON.stringify(votes),
      );
    }
    for (const questionText of [true, ["a"], { toString: "x" }]) {
      assert.deepEqual(await codes({ ...right, questionText }), { questionText: "invalid" });
    }
    assert.deepEqual(await codes({ ...right, open: "yes" }), { open: "invalid" });
    assert.deepEqual(await codes({ ...right, tags: "a" }), { tags: "invalid_list" });
    assert.deepEqual(await codes({ ...right, tags: [["a"]] }), { tags: "invalid" });
    assert.deepEqual(await codes({ ...right, tags: ["c"] }), { tags: "invalid_choice" });
    assert.deepEqual(await codes({ ...right, proof: { name: "a", size: 1 } }), {
      proof: "invalid",
    });
    assert.deepEqual(await codes({ ...right, closes: [{}, "10:00"] }), { closes: "invalid" });
    const { cleanedData } = await VoteForm.parse(
      await json({ ...right, closes: ["2026-05-04", "10:00"], extra: "a text", questionText: 5 }),
    );
    assert.ok(cleanedData.closes instanceof Date);
    assert.equal(cleanedData.extra, "a text");
    assert.equal(cleanedData.questionText, "5");
  });

  it("keeps numbers exact that JavaScript would round, or refuses them", async () => {
    const parsed = async (text: string) => (await VoteForm.parse(await sent(text))).cleanedData;
    const { price } = await parsed('{"questionText":"Q","votes":1,"price":12345678901234567.89}');
    assert.equal(price, "12345678901234567.89");
    const { extra } = await parsed('{"questionText":"Q","votes":1,"extra":12345678901234567890}');
    assert.equal(extra, 12345678901234567890n);
    assert.deepEqual(
      (await refused(await sent('{"questionText":"Q","votes":9007199254740993}')))[1],
      {
        votes: [
          {
            message: "Ensure this value is less than or equal to 9007199254740991.",
            code: "max_value",
          },
        ],
      },
    );
  });

  it("reads no names of JavaScript's own", async () => {
    class ProtoForm extends defineForm({ constructor: fields.char(), name: fields.char() }) {}
    await assert.rejects(ProtoForm.parse(await json({ name: "x" })), InvalidForm);
    const body = '{"questionText":"Q","votes":1,"__proto__":{"open":true}}';
    const { cleanedData } = await VoteForm.parse(await sent(body));
    assert.equal(cleanedData.open, false);
    assert.equal(Object.hasOwn(cleanedData, "__proto__"), false);
  });

  it("says what is wrong with a body that it cannot read", async () => {
    const wrong = [400, "invalid_json"];
    const said = async (request: HttpRequest) => {
      const [status, errors] = await refused(request);
      return [status, errors["__all__"]?.[0]?.code];
    };
    for (const body of ["", "{", "[]", "null", "1", '"x"', "{'a': 1}", '{"a": NaN}', "{}x"]) {
      assert.deepEqual(await said(await sent(body)), wrong, body);
    }
    assert.deepEqual(await said(await sent("[".repeat(1_000_000))), wrong);
    assert.deepEqual(await said(await sent(Uint8Array.of(0x7b, 0xff, 0x7d))), wrong);
    assert.deepEqual(
      await said(await sent("{}", { type: "application/json; charset=utf-16" })),
      wrong,
    );
    const unsupported = [415, "unsupported_media_type"];
    assert.deepEqual(await said(await sent("x", { type: "text/plain" })), unsupported);
    assert.deepEqual(
      await said(await sent("a=1", { method: "PUT", type: "application/x-www-form-urlencoded" })),
      unsupported,
    );
    assert.deepEqual((await refused(await sent("", { type: "" })))[0], 400);
  });

  it("gives the form the options it is given", async () => {
    interface Options extends FormOptions {
      readonly most: number;
    }
    class LimitedForm extends defineForm(VoteForm, {}) {
      readonly most: number;
      constructor(options: Options) {
        super(options);
        this.most = options.most;
      }

      cleanVotes() {
        if (this.cleanedData.votes > this.most) this.addError("votes", "Too many.");
        return this.cleanedData.votes;
      }
    }
    const form = await LimitedForm.parse(await json(right), { most: 3 });
    assert.equal(form.most, 3);
    await assert.rejects(LimitedForm.parse(await json(right), { most: 1 }), InvalidForm);
  });
});

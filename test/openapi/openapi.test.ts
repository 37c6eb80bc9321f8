import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { HttpResponse, type HttpResponseBase } from "../../src/http/index.ts";
import { describeView, modelSchema, openapi } from "../../src/openapi/index.ts";
import { path, rePath, setScriptPrefix, type UrlEntry } from "../../src/urls/index.ts";
import { requestTo, type RequestShape } from "../http/request-to.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";
import { nothing, Question, Topic, urlpatterns } from "./site.ts";

interface Document {
  readonly openapi: string;
  readonly info: object;
  readonly servers?: unknown;
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly schemas?: Readonly<Record<string, ObjectSchema>> };
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required?: unknown;
}

interface PathItem extends Readonly<Record<string, Told>> {}

interface Told {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: object };
  readonly parameters?: unknown;
  readonly responses?: Readonly<Record<string, unknown>>;
}

const [sqlite] = databases;

async function documentOf(
  t: TestContext,
  patterns: readonly UrlEntry[] = urlpatterns,
): Promise<Document> {
  if (sqlite) await openModels(t, sqlite, "polls", [Question, Topic]);
  return parsed(await ask(patterns));
}

async function ask(patterns: readonly UrlEntry[], shape: RequestShape = {}): Promise<HttpResponse> {
  const request = requestTo("/openapi.json", shape);
  request.urlconf = patterns;
  return textual(await openapi({ title: "Polls", version: "1.0.0" })(request));
}

function textual(response: HttpResponseBase): HttpResponse {
  assert.ok(response instanceof HttpResponse);
  return response;
}

function parsed({ text }: HttpResponse): Document {
  const document: Document = JSON.parse(text);
  return document;
}

const described = describeView(nothing, { get: { responses: { 200: {} } } });

describe("the OpenAPI document", () => {
  it("is one of OpenAPI 3.1 by the official schema, and every reference in it leads somewhere", async (t) => {
    const document = await documentOf(t);
    const validator = new Validator();
    assert.deepEqual(await validator.validate({ ...document }), { valid: true });
    assert.equal(validator.version, "3.1");
    const text = JSON.stringify(document);
    const names = Object.keys(document.components.schemas ?? {});
    const used = new Set(
      Array.from(text.matchAll(/"#\/components\/schemas\/([^"]+)"/g), ([, name]) => name),
    );
    assert.deepEqual(used, new Set(names));
  });

  it("has the described views by their paths and methods, and no other", async (t) => {
    const { paths, info } = await documentOf(t);
    assert.deepEqual(info, { title: "Polls", version: "1.0.0" });
    assert.deepEqual(
      Object.entries(paths).map(([template, item]) => [template, ...Object.keys(item)]),
      [
        ["/polls/", "get", "post"],
        ["/polls/{pk}/", "parameters", "get", "put", "delete"],
        ["/polls/{pk}/scan%20%7B1%7D/", "parameters", "post"],
        ["/by/{key}/{slug}/{rest}", "parameters", "get"],
        ["/archive/{year}/", "parameters", "get"],
        ["/archive/{year}/{month}/", "parameters", "get"],
      ],
    );
    const ids = Object.values(paths).flatMap((item) =>
      Object.values(item).flatMap(({ operationId }) => operationId ?? []),
    );
    assert.deepEqual(ids, [
      "get_polls_list",
      "post_polls_list",
      "get_polls_detail",
      "put_polls_detail",
      "remove",
      "post_polls_scan",
      "get_search",
      "get_archive",
      "get_archive_2",
    ]);
  });

  it("says what the parameters of a path are", async (t) => {
    const { paths } = await documentOf(t);
    const parameter = (name: string, schema: object) => ({
      name,
      in: "path",
      required: true,
      schema,
    });
    assert.deepEqual(paths["/polls/{pk}/"]?.["parameters"], [
      parameter("pk", { type: "integer", minimum: 0 }),
    ]);
    assert.deepEqual(paths["/by/{key}/{slug}/{rest}"]?.["parameters"], [
      parameter("key", { type: "string", format: "uuid" }),
      parameter("slug", { type: "string", pattern: "^(?:[-a-zA-Z0-9_]+)$" }),
      parameter("rest", { type: "string" }),
    ]);
  });

  it("has the JSON of a form under the names of its fields", async (t) => {
    const { components } = await documentOf(t);
    assert.deepEqual(components.schemas?.["VoteForm"], {
      type: "object",
      properties: {
        questionText: {
          type: "string",
          minLength: 1,
          maxLength: 200,
          description: "What is asked.",
        },
        votes: { type: ["integer", "null"], minimum: 0, maximum: 9 },
        mail: { type: ["string", "null"], format: "email", maxLength: 320 },
        level: { type: "string", enum: ["low", "high"] },
        stars: { type: "integer", enum: [1, 2] },
        kinds: { type: "array", items: { type: "string", enum: ["a", "b"] }, minItems: 1 },
        agree: { type: "boolean", const: true },
        when: {
          type: ["array", "null"],
          prefixItems: [
            { type: "string", format: "date" },
            { type: "string", examples: ["09:30:00"] },
          ],
          items: false,
          minItems: 2,
        },
        extra: {},
        tags: { type: ["array", "null"] },
      },
      required: ["questionText", "level", "stars", "kinds", "agree"],
    });
  });

  it("has what a page sends for a form under the names of its elements", async (t) => {
    const { components, paths } = await documentOf(t);
    const posted = components.schemas?.["VoteFormPost"];
    assert.ok(posted);
    assert.deepEqual(Object.keys(posted.properties), [
      "question_text",
      "votes",
      "mail",
      "level",
      "stars",
      "kinds",
      "agree",
      "when_0",
      "when_1",
      "extra",
      "tags",
    ]);
    assert.deepEqual(posted.required, ["question_text", "level", "stars", "kinds", "agree"]);
    assert.deepEqual(posted.properties["extra"], {
      type: "string",
      contentMediaType: "application/json",
    });
    assert.deepEqual(Object.keys(paths["/polls/"]?.["post"]?.requestBody?.content ?? {}), [
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
    ]);
  });

  it("takes JSON alone by other methods than POST, and files by multipart alone", async (t) => {
    const { paths } = await documentOf(t);
    const types = (template: string, method: string) =>
      Object.keys(paths[template]?.[method]?.requestBody?.content ?? {});
    assert.deepEqual(types("/polls/{pk}/", "put"), ["application/json"]);
    assert.deepEqual(types("/polls/{pk}/scan%20%7B1%7D/", "post"), ["multipart/form-data"]);
  });

  it("has a form that is read from the query as parameters", async (t) => {
    const { paths } = await documentOf(t);
    const told = paths["/by/{key}/{slug}/{rest}"]?.["get"];
    assert.deepEqual(told?.parameters, [
      {
        name: "q",
        in: "query",
        description: "Words.",
        required: true,
        schema: { type: "string", minLength: 1 },
      },
      { name: "since_day", in: "query", schema: { type: "string", format: "date" } },
    ]);
    assert.deepEqual(Object.keys(told?.responses ?? {}), ["200", "400"]);
  });

  it("names the key of a row in a model form by the model's type", async (t) => {
    const { components } = await documentOf(t);
    assert.deepEqual(components.schemas?.["QuestionForm"], {
      type: "object",
      properties: {
        questionText: {
          type: "string",
          minLength: 1,
          maxLength: 200,
          description: "What is asked.",
        },
        price: { type: ["number", "string"] },
        topic: { type: "string", maxLength: 50 },
      },
      required: ["questionText", "price", "topic"],
    });
  });

  it("has the answers by status, an object of a model as toJson gives it", async (t) => {
    const { paths } = await documentOf(t);
    const responses = paths["/polls/{pk}/"]?.["put"]?.responses;
    assert.deepEqual(Object.keys(responses ?? {}), ["200", "400", "409", "415"]);
    assert.deepEqual(responses?.["409"], { description: "Conflict" });
    assert.deepEqual(responses?.["200"], {
      description: "OK",
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: {
              id: { type: "integer", format: "int64" },
              questionText: { type: "string", maxLength: 200, description: "What is asked." },
              pubDate: { type: ["string", "null"], format: "date-time" },
              price: { type: "string", format: "decimal" },
              level: { type: ["string", "null"], enum: ["a", "b", null] },
              topic: { type: "string", maxLength: 50 },
              short: {},
            },
            required: ["id", "questionText", "pubDate", "price", "level", "topic", "short"],
          },
        },
      },
    });
    const invalid = { $ref: "#/components/schemas/FormErrors" };
    assert.deepEqual(responses?.["400"], {
      description: "The submitted data is invalid.",
      content: { "application/json": { schema: invalid } },
    });
  });

  it("names where the site is mounted, and answers no method but GET and HEAD", async (t) => {
    t.after(() => setScriptPrefix("/"));
    setScriptPrefix("/site");
    const { servers, paths } = await documentOf(t, [path("a/", described)]);
    assert.deepEqual([servers, Object.keys(paths)], [[{ url: "/site" }], ["/a/"]]);
    assert.equal((await ask([], { method: "POST" })).status, 405);
  });

  it("refuses paths that it cannot write, or tell apart", async () => {
    const twice = [path("a/<int:pk>/", described), path("a/<slug:name>/", described)];
    await assert.rejects(
      ask(twice),
      /'\/a\/<int:pk>\/' and '\/a\/<slug:name>\/' are both described/,
    );
    await assert.rejects(
      ask([rePath("^(?:a|b)/$", described)]),
      /cannot be written as an OpenAPI path/,
    );
    const { paths } = parsed(
      await ask([path("a/<int:pk>/", described), path("a/<slug:name>/", nothing)]),
    );
    assert.deepEqual(Object.keys(paths), ["/a/{pk}/"]);
  });
});

describe("a described view", () => {
  it("answers as before", async () => {
    const request = requestTo("/");
    assert.equal(textual(await described(request)).text, "");
  });

  it("has statuses of HTTP, and at least one", () => {
    const wrong = (responses: Readonly<Record<number, null>>) =>
      describeView(nothing, { post: { responses } });
    assert.throws(() => wrong({ 20: null }), /the post of 'nothing' has a response of status 20/);
    assert.throws(() => wrong({}), /the post of 'nothing' has no responses/);
  });

  it("shows no field that the model lacks", async (t) => {
    if (sqlite) await openModels(t, sqlite, "polls", [Question, Topic]);
    // @ts-expect-error -- the compiler knows the names as well
    const wrong = modelSchema(Question, ["nmae"]);
    assert.throws(() => wrong.toJSON(), /'nmae' is not a field of polls\.Question/);
  });
});

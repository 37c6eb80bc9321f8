/** A site whose views say what they take and answer. */
import { defineForm, defineModelForm, Field, fields as formFields } from "../../src/forms/index.ts";
import { HttpResponse, JsonResponse, neverCache, type HttpRequest } from "../../src/http/index.ts";
import { defineModel, fields } from "../../src/models/index.ts";
import { describeView, modelSchema, openapi, pageOf } from "../../src/openapi/index.ts";
import { jsonPage } from "../../src/paginator/index.ts";
import { include, path, rePath } from "../../src/urls/index.ts";
import { View } from "../../src/views/index.ts";

export class Topic extends defineModel(() => Topic, { code: fields.slug().primary() }) {}

export class Question extends defineModel(() => Question, {
  questionText: fields.char(200, { helpText: "What is asked." }),
  pubDate: fields.datetime().nullable(),
  price: fields.decimal({ maxDigits: 6, decimalPlaces: 2 }),
  level: fields.char(1, { choices: ["a", "b"] }).nullable(),
  topic: fields.foreignKey(() => Topic, { onDelete: "cascade" }),
}) {
  get short(): string {
    return this.questionText.slice(0, 10);
  }
}

/** A field that says itself which JSON it takes. */
class TagsField extends Field<readonly string[]> {
  override acceptsJson(value: unknown): boolean {
    return Array.isArray(value);
  }
}

export class VoteForm extends defineForm({
  questionText: formFields.char({ maxLength: 200, helpText: "What is asked." }),
  votes: formFields.integer({ minValue: 0, maxValue: 9, required: false }),
  mail: formFields.email({ required: false }),
  level: formFields.choice({
    choices: [
      ["", "-"],
      ["low", "Low"],
      ["More", [["high", "High"]]],
    ],
  }),
  stars: formFields.typedChoice({
    choices: [
      [1, "One"],
      [2, "Two"],
    ],
    coerce: Number,
  }),
  kinds: formFields.multipleChoice({ choices: { a: "A", b: "B" } }),
  agree: formFields.boolean(),
  when: formFields.splitDatetime({ required: false }),
  extra: formFields.json({ required: false }),
  tags: new TagsField({ required: false }),
  fixed: formFields.char({ disabled: true, required: false }),
}) {}

export class UploadForm extends defineForm({
  title: formFields.char(),
  scan: formFields.file(),
}) {}

class SearchForm extends defineForm({
  q: formFields.char({ helpText: "Words." }),
  sinceDay: formFields.date({ required: false }),
}) {
  readonly owner: string;

  constructor(owner: string) {
    super();
    this.owner = owner;
  }
}

export class QuestionForm extends defineModelForm(Question, {
  fields: ["questionText", "price", "topic"],
}) {}

const shown = ["id", "questionText", "pubDate", "price", "level", "topic", "short"] as const;
const question = modelSchema(Question, shown);

class QuestionView extends View {
  get(_request: HttpRequest, { pk }: { readonly pk: number }) {
    return new JsonResponse({ pk });
  }
}

const list = describeView(
  async (request: HttpRequest) => {
    if (request.method === "GET") {
      return jsonPage(request, Question.objects.all(), { fields: shown, perPage: 2 });
    }
    const { cleanedData } = await VoteForm.parse(request);
    return new JsonResponse({ stars: cleanedData.stars }, { status: 201 });
  },
  {
    get: { summary: "Questions", tags: ["polls"], ...pageOf(question) },
    post: { form: VoteForm, responses: { 201: { type: "object" } } },
  },
);

const polls = {
  appName: "polls",
  urlpatterns: [
    path("", neverCache(list), { name: "list" }),
    path(
      "<int:pk>/",
      describeView(QuestionView.asView(), {
        get: { responses: { 200: question } },
        put: { form: QuestionForm, responses: { 200: question, 409: null } },
        delete: { operationId: "remove", deprecated: true, responses: { 204: null } },
      }),
      { name: "detail" },
    ),
    path(
      "<int:pk>/scan {1}/",
      describeView(
        (_request: HttpRequest, _params: { readonly pk: number }) => new HttpResponse(""),
        {
          post: { form: UploadForm, responses: { 204: null } },
        },
      ),
      { name: "scan" },
    ),
  ],
};

export const nothing = (): HttpResponse => new HttpResponse("");
const search = describeView(nothing, {
  get: { form: () => new SearchForm("me"), responses: { 200: {} } },
});

export const urlpatterns = [
  path("openapi.json", openapi({ title: "Polls", version: "1.0.0" })),
  path("polls/", include(polls)),
  path("page/", nothing),
  path("by/<uuid:key>/<slug:slug>/<path:rest>", search, { name: "search" }),
  rePath("^archive/(?P<year>[0-9]{4})/(?:(?P<month>[0-9]+)/)?$", search, { name: "archive" }),
  // Never reached: an earlier pattern takes the same paths.
  path("page/", search),
];

/** What the user of the tutorial writes into the app `polls`, part by part. */

/** T2.3: the models. */
export const models = `import { defineModel, fields, objects } from "mkweb/db";

export class Question extends defineModel("Question", {
  questionText: fields.char(200),
  pubDate: fields.datetime(),
}) {
  static override readonly objects = objects(Question);

  get choiceSet() {
    return Choice.objects.of({ question: this });
  }
}

export class Choice extends defineModel("Choice", {
  question: () => fields.foreignKey(Question, { onDelete: "cascade" }),
  choiceText: fields.char(200),
  votes: fields.integer().default(0),
}) {}
`;

/** T2.8: a text form for both, and a method. */
export const modelsWithMethods = `import { defineModel, fields, objects } from "mkweb/db";

const DAY = 24 * 60 * 60 * 1000;

export class Question extends defineModel("Question", {
  questionText: fields.char(200),
  pubDate: fields.datetime(),
}) {
  static override readonly objects = objects(Question);

  get choiceSet() {
    return Choice.objects.of({ question: this });
  }

  wasPublishedRecently(): boolean {
    return this.pubDate.getTime() >= Date.now() - DAY;
  }

  override toString(): string {
    return this.questionText;
  }
}

export class Choice extends defineModel("Choice", {
  question: () => fields.foreignKey(Question, { onDelete: "cascade" }),
  choiceText: fields.char(200),
  votes: fields.integer().default(0),
}) {
  override toString(): string {
    return this.choiceText;
  }
}
`;

/** T3.2: the five newest questions as plain text. */
export const textView = `import { HttpResponse, type HttpRequest } from "mkweb/http";
import { Question } from "./models.ts";

export async function index(_request: HttpRequest): Promise<HttpResponse> {
  const latest = await Question.objects.filter({}, { orderBy: { pubDate: "desc" }, limit: 5 });
  return new HttpResponse(latest.map(({ questionText }) => questionText).join(", "));
}
`;

export const textUrls = `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = "polls";
export const urlpatterns = [path("", views.index, { name: "index" })];
`;

/** T3.3 to T3.5: templates, the render shortcut, get or 404. */
export const views = `import type { HttpRequest, HttpResponse } from "mkweb/http";
import { getObjectOr404, render } from "mkweb/shortcuts";
import { Question } from "./models.ts";

export async function index(request: HttpRequest): Promise<HttpResponse> {
  const latest = await Question.objects.filter({}, { orderBy: { pubDate: "desc" }, limit: 5 });
  return render(request, "polls/index.html", { latest });
}

export async function detail(
  request: HttpRequest,
  { questionId }: { readonly questionId: number | bigint },
): Promise<HttpResponse> {
  const question = await getObjectOr404(Question, { id: Number(questionId) });
  const choices = await question.choiceSet.all();
  return render(request, "polls/detail.html", { question, choices });
}
`;

export const urls = `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = "polls";
export const urlpatterns = [
  path("", views.index, { name: "index" }),
  path("<int:questionId>/", views.detail, { name: "detail" }),
];
`;

export const indexTemplate = `{% if latest %}
<ul>
  {% for question in latest %}
  <li><a href="{% url 'polls:detail' question.id %}">{{ question.questionText }}</a></li>
  {% endfor %}
</ul>
{% else %}
<p>No polls are available.</p>
{% endif %}
`;

export const detailTemplate = `<h1>{{ question.questionText }}</h1>
<ul>
  {% for choice in choices %}
  <li>{{ choice.choiceText }}</li>
  {% endfor %}
</ul>
`;

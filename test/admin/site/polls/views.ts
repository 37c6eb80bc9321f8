import { F, lte } from "mkweb/db";
import type { HttpRequest, HttpResponseBase } from "mkweb/http";
import { getObjectOr404, redirect, render } from "mkweb/shortcuts";
import * as generic from "mkweb/views";
import { Question } from "./models.ts";

const published = () => Question.objects.filter({ pubDate: lte(new Date()) });

export class IndexView extends generic.ListView<Question> {
  override templateName = "polls/index.html";
  override contextObjectName = "latest_question_list";

  /** The latest five. */
  override getQueryset() {
    return published().orderBy("-pubDate").limit(5);
  }
}

export class DetailView extends generic.DetailView<Question> {
  override model = Question;
  override templateName = "polls/detail.html";

  override getQueryset() {
    return published();
  }
}

export class ResultsView extends generic.DetailView<Question> {
  override model = Question;
  override templateName = "polls/results.html";
}

export async function vote(
  request: HttpRequest,
  { questionId }: { questionId: number },
): Promise<HttpResponseBase> {
  const question = await getObjectOr404(Question, { id: questionId });
  const asked = request.POST.get("choice");
  const choice = (await question.choiceSet.all()).find(({ id }) => String(id) === asked);
  if (!choice) {
    const error_message = "You didn't select a choice.";
    return render(request, "polls/detail.html", { question, error_message });
  }
  await question.choiceSet.filter({ id: choice.id }).update({ votes: F("votes").plus(1) });
  return redirect("polls:results", { kwargs: { pk: question.id } });
}

/** Source: Django, `views/generic/detail.py`. */
import type { HttpRequest, HttpResponseBase } from "../http/index.ts";
import { infoOf } from "../models/index.ts";
import { modelOfObject, templateNameOf } from "./model-names.ts";
import { SingleObjectMixin, type SingleObjectMembers } from "./single-object-mixin.ts";
import {
  noTemplate,
  TemplateResponseMixin,
  type TemplateResponseMembers,
} from "./template-response-mixin.ts";
import type { Context, Mixin, Params, ViewClass } from "./types.ts";
import { View } from "./view.ts";

export interface SingleObjectTemplateMembers extends TemplateResponseMembers {
  /** A field of the object that names its template. */
  templateNameField: string | undefined;
  /** The end of the template's name after `polls/question`. */
  templateNameSuffix: string;
}

type WithObject = Mixin<
  View & TemplateResponseMembers & { readonly object?: unknown; readonly model?: unknown }
>;

/**
 * Derives the template's name from the view's object.
 *
 * @example
 * class Page extends SingleObjectTemplateResponseMixin(SingleObjectMixin(View, Question)) {
 *   override templateNameSuffix = "_page";
 * }
 */
export function SingleObjectTemplateResponseMixin<B extends ViewClass>(
  Base: B,
): B & Mixin<SingleObjectTemplateMembers> {
  class WithTemplate
    extends (TemplateResponseMixin(Base) as unknown as WithObject)
    implements SingleObjectTemplateMembers
  {
    templateNameField: string | undefined = undefined;
    templateNameSuffix = "_detail";

    override getTemplateNames(): readonly string[] {
      if (this.templateName !== undefined) return [this.templateName];
      const { object, model, templateNameField } = this;
      const names: string[] = [];
      if (typeof object === "object" && object !== null && templateNameField !== undefined) {
        const name: unknown = Reflect.get(object, templateNameField);
        if (typeof name === "string" && name !== "") names.push(name);
      }
      const info = modelOfObject(object) ?? (model === undefined ? undefined : infoOf(model));
      if (info) names.push(templateNameOf(info, this.templateNameSuffix));
      if (names.length === 0) throw noTemplate(this);
      return names;
    }
  }
  return WithTemplate as never;
}

/** Members of a view of one object. */
export interface DetailMembers<R> extends SingleObjectMembers<R> {
  get(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase>;
}

interface DetailViewBase extends Pick<typeof View, "asView"> {
  new <R>(): View & DetailMembers<R> & SingleObjectTemplateMembers;
}

const Responding = SingleObjectTemplateResponseMixin(SingleObjectMixin(View));

/** Shows one object of any model. */
export class DetailBase extends Responding {
  async get(_request: HttpRequest, _params: Params, ..._args: string[]): Promise<HttpResponseBase> {
    this.object = await this.getObject();
    const context: Context = await this.getContextData({ object: this.object });
    return this.renderToResponse(context);
  }
}

/**
 * Shows one object, which the URL selects by `pk` or `slug`: as `object` and by the model's name, in
 * `polls/question_detail.html`.
 *
 * @example
 * class QuestionDetail extends DetailView<Question> {
 *   override model = Question;
 * }
 * path("<int:pk>/", QuestionDetail.asView());
 */
export class DetailView<R> extends (DetailBase as unknown as DetailViewBase)<R> {}

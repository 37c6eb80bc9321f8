/** Source: Django, `views/generic/dates.py`. */
import { Http404 } from "../../http/index.ts";
import {
  DetailBase,
  type DetailMembers,
  type SingleObjectTemplateMembers,
} from "../detail-view.ts";
import { asQuerySet } from "../query.ts";
import type { QueryFor } from "../types.ts";
import type { View } from "../view.ts";
import { DateMixin, dayOfView, type DateMembers } from "./date-mixin.ts";
import { dayFrom, isAfter } from "./days.ts";
import { modelOfDated, onDay } from "./lookups.ts";

class DateDetailBase extends DateMixin(DetailBase) {
  override async getObject(queryset: QueryFor<unknown> = this.getQueryset()): Promise<unknown> {
    const day = dayOfView(this);
    const today = dayFrom(new Date(this.request.now()));
    if (!this.getAllowFuture() && (!today || isAfter(day, today))) {
      throw new Http404(
        `Future ${modelOfDated(this).verboseNamePlural} not available because ` +
          `${this.constructor.name}.allowFuture is False.`,
      );
    }
    const rows = asQuerySet(queryset, this).filter(...onDay(this, day));
    return super.getObject(rows as never);
  }
}

interface DateDetailViewBase extends Pick<typeof View, "asView"> {
  new <R>(): View & DetailMembers<R> & SingleObjectTemplateMembers & DateMembers;
}

/**
 * Shows an object of a day, both given in the URL: `polls/question_detail.html`.
 *
 * @example
 * const dated = { model: Question, dateField: "pubDate" } as const;
 * path("<int:year>/<str:month>/<int:day>/<int:pk>/", DateDetailView.asView(dated));
 */
export class DateDetailView<R> extends (DateDetailBase as unknown as DateDetailViewBase)<R> {}

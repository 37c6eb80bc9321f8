/** `mkweb/views`: class-based views. See docs/topics/generic-views.md. */
export { ContextMixin, type ContextMembers } from "./context-mixin.ts";
export {
  ArchiveIndexView,
  DayArchiveView,
  MonthArchiveView,
  TodayArchiveView,
  WeekArchiveView,
  YearArchiveView,
} from "./dates/archive-views.ts";
export { DateDetailView } from "./dates/date-detail-view.ts";
export type { DatedItems, DateList, DateListMembers } from "./dates/date-list-view.ts";
export { DateMixin, type DateMembers, type DatePart } from "./dates/date-mixin.ts";
export type { Period } from "./dates/periods.ts";
export {
  DetailView,
  SingleObjectTemplateResponseMixin,
  type DetailMembers,
  type SingleObjectTemplateMembers,
} from "./detail-view.ts";
export { CreateView } from "./edit/create-view.ts";
export { DeleteView, DeletionMixin, type DeletionMembers } from "./edit/delete-view.ts";
export {
  FormMixin,
  type FormClassFor,
  type FormKwargs,
  type FormMembers,
  type SuccessUrl,
} from "./edit/form-mixin.ts";
export { FormView } from "./edit/form-view.ts";
export {
  ModelFormMixin,
  type ModelFormMembers,
  type ModelFormOf,
} from "./edit/model-form-mixin.ts";
export { UpdateView } from "./edit/update-view.ts";
export { ProcessFormView } from "./edit/process-form-view.ts";
export {
  ListView,
  MultipleObjectTemplateResponseMixin,
  type ListMembers,
  type MultipleObjectTemplateMembers,
} from "./list-view.ts";
export { methodDecorator, type Decorator } from "./method-decorator.ts";
export {
  MultipleObjectMixin,
  type MultipleObjectMembers,
  type Paginated,
} from "./multiple-object-mixin.ts";
export { RedirectView } from "./redirect-view.ts";
export { SingleObjectMixin, type SingleObjectMembers } from "./single-object-mixin.ts";
export { TemplateResponseMixin, type TemplateResponseMembers } from "./template-response-mixin.ts";
export { TemplateView } from "./template-view.ts";
export type {
  ClassView,
  Context,
  InitKwargs,
  ListFor,
  Mixin,
  ModelFor,
  Params,
  QueryFor,
  Rows,
  ViewClass,
  ViewParams,
} from "./types.ts";
export { View } from "./view.ts";

/** `mkweb/forms`: Django's forms, which validate input and render themselves. See docs/topics/forms.md. */
export { LazyChoices, type Choice, type Choices, type ChoicesInput } from "./choices.ts";
export { activateForms, type FormsEnvironment } from "./environment.ts";
export { ErrorDict } from "./errors/error-dict.ts";
export { ErrorList, type ErrorListOptions, type JsonError } from "./errors/error-list.ts";
export { BooleanField, NullBooleanField } from "./fields/boolean-fields.ts";
export { CharField, type CharOptions } from "./fields/char-field.ts";
export {
  ChoiceField,
  MultipleChoiceField,
  TypedChoiceField,
  TypedMultipleChoiceField,
  type ChoiceOptions,
  type TypedChoiceOptions,
} from "./fields/choice-fields.ts";
export {
  ComboField,
  MultiValueField,
  SplitDateTimeField,
  type ComboOptions,
  type MultiValueOptions,
  type SplitDateTimeFieldOptions,
} from "./fields/composite-fields.ts";
export { DecimalField, type DecimalOptions } from "./fields/decimal-field.ts";
export { Field, type FieldOptions, type FieldValidator, type WidgetClass } from "./fields/field.ts";
export { DurationField } from "./fields/duration-field.ts";
export { fields } from "./fields/fields.ts";
export { FileField, ImageField, type FileOptions } from "./fields/file-fields.ts";
export { FilePathField, type FilePathOptions } from "./fields/file-path-field.ts";
export { JSONField } from "./fields/json-field.ts";
export {
  FloatField,
  IntegerField,
  type IntegerOptions,
  type Limit,
  type NumberOptions,
} from "./fields/number-fields.ts";
export {
  DateField,
  DateTimeField,
  TimeField,
  type TemporalFieldOptions,
} from "./fields/temporal-fields.ts";
export {
  EmailField,
  GenericIPAddressField,
  RegexField,
  SlugField,
  URLField,
  UUIDField,
  type GenericIPAddressOptions,
  type IPProtocol,
  type SlugOptions,
  type URLOptions,
} from "./fields/text-fields.ts";
export { formDataOf, type DataInput, type DataSource, type FormData } from "./form-data.ts";
export { BoundField, type AsWidgetOptions } from "./forms/bound-field.ts";
export { BoundWidget } from "./forms/bound-widget.ts";
export {
  defineForm,
  type AnyForm,
  type AnyFormClass,
  type FormClass,
} from "./forms/define-form.ts";
export type { ErrorInput } from "./forms/add-error.ts";
export type { FormFields } from "./forms/form-fields.ts";
export type { FormOptions } from "./forms/form-options.ts";
export { BaseForm, type Cleaned } from "./forms/form.ts";
export { InvalidForm, type JsonErrors } from "./json/invalid-form.ts";
export type { ParseOptions } from "./json/parse-form.ts";
export type { LabelOptions } from "./forms/label-tag.ts";
export { flatatt, type Attrs } from "./rendering/flatatt.ts";
export {
  Media,
  Script,
  type Asset,
  type MediaDefinition,
  type MediaType,
} from "./rendering/media.ts";
export {
  BaseRenderer,
  DjangoTemplates,
  getDefaultRenderer,
  TemplatesSetting,
  type BoundFieldClass,
  type Rendered,
} from "./rendering/renderers.ts";
export * from "./widgets/widgets.ts";
export { ValidationError } from "../validators/index.ts";
export {
  defineFormSet,
  type FormSetClass,
  type FormSetSettings,
} from "./formsets/define-form-set.ts";
export { allValid } from "./formsets/all-valid.ts";
export type { FormSetOptions } from "./formsets/form-set-options.ts";
export { BaseFormSet } from "./formsets/form-set.ts";
export { ManagementForm } from "./formsets/management-form.ts";
export { DELETION_FIELD_NAME, ORDERING_FIELD_NAME } from "./formsets/order-and-delete.ts";
export {
  defineModelForm,
  modelformFactory,
  type AnyModelForm,
  type AnyModelFormClass,
  type ModelFormClass,
} from "./models/define-model-form.ts";
export { fieldsForModel, type FieldsForModelOptions } from "./models/fields-for-model.ts";
export {
  formfield,
  type FormFieldClass,
  type FormFieldOptions,
  type ModelField,
} from "./models/formfield.ts";
export {
  InlineForeignKeyField,
  type InlineForeignKeyOptions,
} from "./models/inline-foreign-key-field.ts";
export {
  ModelChoiceField,
  type ChoiceRows,
  type ModelChoiceOptions,
} from "./models/model-choice-field.ts";
export { ModelChoiceIterator, ModelChoiceIteratorValue } from "./models/model-choices.ts";
export {
  BaseModelForm,
  type ModelFormMeta,
  type ModelFormOptions,
  type ModelFormSaveOptions,
} from "./models/model-form.ts";
export {
  ModelMultipleChoiceField,
  type ModelMultipleChoiceOptions,
} from "./models/model-multiple-choice-field.ts";
export { modelToDict, type DictOptions } from "./models/model-to-dict.ts";
export type { FormNames, MetaOf, ModelFields, ModelOfForm } from "./models/types.ts";
export {
  inlineformsetFactory,
  modelformsetFactory,
  type InlineFormSetClass,
  type ModelFormSetClass,
  type ModelFormSetSettings,
} from "./models/define-model-form-set.ts";
export { BaseInlineFormSet, type InlineFormSetOptions } from "./models/inline-form-set.ts";
export { BaseModelFormSet, type ModelFormSetOptions } from "./models/model-form-set.ts";

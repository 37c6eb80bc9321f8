/** The widgets of forms. */
export { CheckboxInput, type CheckboxOptions } from "./checkbox-input.ts";
export {
  ChoiceWidget,
  type ChoiceWidgetOptions,
  type OptionContext,
  type OptionGroup,
  type OptionPlace,
} from "./choice-widget.ts";
export { ClearableFileInput, FILE_INPUT_CONTRADICTION, FileInput } from "./file-input.ts";
export {
  ColorInput,
  EmailInput,
  HiddenInput,
  Input,
  NumberInput,
  PasswordInput,
  SearchInput,
  TelInput,
  Textarea,
  TextInput,
  URLInput,
  type PasswordOptions,
} from "./input.ts";
export {
  MultiWidget,
  SplitDateTimeWidget,
  SplitHiddenDateTimeWidget,
  type MultiWidgetOptions,
  type SplitDateTimeOptions,
} from "./multi-widget.ts";
export { MultipleHiddenInput } from "./multiple-hidden-input.ts";
export { SelectDateWidget, type SelectDateOptions } from "./select-date-widget.ts";
export {
  CheckboxSelectMultiple,
  NullBooleanSelect,
  RadioSelect,
  Select,
  SelectMultiple,
} from "./select.ts";
export { DateInput, DateTimeInput, TimeInput, type TemporalOptions } from "./temporal.ts";
export { Widget, type WidgetContext, type WidgetOptions } from "./widget.ts";

import {
  ErrorList,
  flatatt,
  Media,
  Script,
  modelformFactory,
  modelToDict,
  type BaseForm,
  type BaseFormSet,
  type BaseModelForm,
  type BaseModelFormSet,
  type Field,
  type MediaDefinition,
  type Widget,
} from "../../../../src/forms/index.ts";
import { infoOf } from "../../../../src/models/index.ts";
import { DecimalText } from "../../../../src/forms/formats/decimal-text.ts";
import { formDataOf } from "../../../../src/forms/index.ts";
import { ValidationError } from "../../../../src/validators/index.ts";
import type { Operation } from "../answer.ts";
import { cleanAnswer, describeField, getOf } from "../forms/answers.ts";
import { fileDict, formArguments, queryDict } from "../forms/arguments.ts";
import {
  makeFormClass,
  metaOf,
  type Forms,
  type FormSpec,
  type FormType,
} from "../forms/classes.ts";
import { makeField, type FieldSpec } from "../forms/fields.ts";
import {
  formSetAnswer,
  formSetArguments,
  getOfFormSet,
  makeFormSetClass,
  modelArguments,
  saveAnswer,
  showFormSet,
  type FormSetSpec,
} from "../forms/formsets.ts";
import { allRows, attributesOf, instanceOf, modelNamed, withModels } from "../forms/models.ts";
import { inSite } from "../forms/site.ts";
import { show } from "../forms/render.ts";
import { takeSteps } from "../forms/steps.ts";
import { makeError, makeValidator, type ErrorSpec } from "../forms/validators.ts";
import { decode, encodeClean, encodeModelValue, encodeValue, inZoneOf } from "../forms/values.ts";
import { makeWidget, type WidgetSpec } from "../forms/widgets.ts";
import type { Doing, Given } from "../protocol.ts";

type FormGiven = Given & {
  readonly form?: FormSpec;
  readonly forms?: Forms;
  readonly formset?: FormSetSpec;
};

function formClass(given: FormGiven, doing: Doing): FormType {
  return makeFormClass((doing["form"] ?? given.form ?? {}) as FormSpec, given.forms);
}

async function formOf(given: FormGiven, doing: Doing): Promise<BaseForm> {
  const instance = await instanceOf(doing["instance"]);
  const options = { ...formArguments(doing), ...(instance !== undefined && { instance }) };
  const form = new (formClass(given, doing))(options);
  await takeSteps(form, doing["steps"]);
  return form;
}

async function judged(work: () => unknown, field?: Field): Promise<unknown> {
  try {
    return { value: encodeClean(await work(), field) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { errors: new ErrorList(error.errorList).getJsonData() };
  }
}

const each = async (list: unknown, work: (item: never) => unknown): Promise<unknown> => {
  const results: unknown[] = [];
  for (const item of list as readonly never[]) results.push(await work(item));
  return { results };
};

const offered: Readonly<Record<string, (given: FormGiven, doing: Doing) => unknown>> = {
  "form.clean": async (given, doing) => cleanAnswer(await formOf(given, doing)),

  "form.render": async (given, doing) => ({
    output: await show(await formOf(given, doing), doing, String(doing["as"] ?? "str")),
  }),

  async "form.get"(given, doing) {
    const form = await formOf(given, doing);
    const answer: Record<string, unknown> = {};
    await form.whenReady();
    for (const what of doing["get"] as readonly string[]) answer[what] = await getOf(form, what);
    return answer;
  },

  async "form.fields"(given, doing) {
    return fieldsAnswer(await formOf(given, doing));
  },

  async "modelform.factory"(_given, doing) {
    const { op: _op, model, ...meta } = doing;
    const kind = modelformFactory(modelNamed(model) as never, metaOf(meta) as never);
    return fieldsAnswer(new (kind as unknown as FormType)());
  },

  async "modelform.model_to_dict"(_given, doing) {
    const { fields, exclude } = doing as { fields?: string[]; exclude?: string[] };
    const object = (await instanceOf(doing["instance"])) as object;
    const { fields: known } = infoOf(object.constructor);
    const dict = await modelToDict(object, { fields, exclude });
    const shown = Object.entries(dict).map(([name, value]) => {
      const field = known.get(name);
      return [name, field ? encodeModelValue(value, field) : encodeValue(value)];
    });
    return { dict: Object.fromEntries(shown) };
  },

  async "modelform.save"(given, doing) {
    const form = (await formOf(given, doing)) as BaseModelForm;
    const isValid = await form.isValid();
    const answer = { is_valid: isValid, errors: form.errors.getJsonData() };
    if (!isValid) {
      const save = await form.save().then(
        () => null,
        () => ({ raises: "ValueError" }),
      );
      return { ...answer, save, rows: await allRows() };
    }
    const object = await form.save({ commit: doing["commit"] !== false });
    const saved = { ...answer, instance: attributesOf(object), rows: await allRows() };
    if (doing["then_save"] !== true) return saved;
    await (object as { save(): Promise<void> }).save();
    await form.saveM2m();
    return { ...saved, rows_later: await allRows() };
  },

  "form.media": async (given, doing) => mediaAnswer((await formOf(given, doing)).media),

  "field.clean"(_given, doing) {
    const field = makeField(doing["field"] as FieldSpec);
    return each(doing["values"], (value) => {
      const given = decode(value);
      return judged(() => inZoneOf(field.clean(given), given), field);
    });
  },

  "field.clean_file"(_given, doing) {
    const field = makeField(doing["field"] as FieldSpec) as Field & {
      clean(data: unknown, initial?: unknown): unknown;
    };
    return each(doing["pairs"], ([data, initial]: readonly unknown[]) =>
      judged(() => field.clean(decode(data), decode(initial)), field),
    );
  },

  "field.has_changed"(_given, doing) {
    const field = makeField(doing["field"] as FieldSpec);
    return each(doing["pairs"], ([initial, data]: readonly unknown[]) =>
      field.hasChanged(decode(initial), decode(data)),
    );
  },

  "field.widget_attrs"(_given, doing) {
    const { widget } = makeField(doing["field"] as FieldSpec);
    return { attrs: encodeValue(widget.attrs), widget: widget.constructor.name };
  },

  async "widget.render"(_given, doing) {
    const widget = makeWidget(doing["widget"] as WidgetSpec);
    const attrs = decode(doing["attrs"] ?? {}) as Record<string, unknown>;
    const html = await widget.render(String(doing["name"]), decode(doing["value"]), attrs);
    return { output: html.value };
  },

  "widget.value"(_given, doing) {
    const widget = makeWidget(doing["widget"] as WidgetSpec);
    const files = formDataOf(fileDict(doing["files"] ?? {}));
    const name = String(doing["name"]);
    return each(doing["datas"], (given) => {
      const data = formDataOf(queryDict(given));
      const value = encodeValue(widget.valueFromDatadict(data, files, name));
      return { value, omitted: widget.valueOmittedFromData(data, files, name) };
    });
  },

  "widget.info": (_given, doing) => widgetInfo(makeWidget(doing["widget"] as WidgetSpec), doing),

  async "media.combine"(_given, doing) {
    let warned = false;
    const listen = ({ name }: Error): void => {
      warned ||= name === "MediaOrderConflictWarning";
    };
    process.on("warning", listen);
    const parts = decode(doing["parts"]) as readonly MediaDefinition[];
    const media = parts.map((part) => new Media(part)).reduce((all, part) => all.add(part));
    const answer = mediaAnswer(media);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", listen);
    const type = doing["type"] as "css" | "js" | undefined;
    return { ...answer, ...(type && { of_type: media.only(type).toString() }), warned };
  },

  async "errorlist.render"(_given, doing) {
    const { error_class, field_id } = doing as { error_class?: string; field_id?: string };
    const errors = (doing["errors"] as readonly ErrorSpec[]).flatMap(
      (spec) => makeError(spec).errorList,
    );
    const list = new ErrorList(errors, { errorClass: error_class, fieldId: field_id });
    return {
      str: String(await list.render()),
      text: String(await list.asText()),
      data: list.getJsonData(),
      data_escaped: list.getJsonData(true),
      list: list.messages,
    };
  },

  "forms.flatatt": (_given, doing) => ({
    output: flatatt(decode(doing["attrs"]) as Record<string, unknown>).value,
  }),

  "validator.run"(_given, doing) {
    const run = makeValidator(doing["validator"]);
    return each(doing["values"], async (value) => {
      const result = await judged(() => run(plain(decode(value)) as never));
      return "value" in (result as object) ? "ok" : result;
    });
  },

  "formset.clean": async (given, doing) => formSetAnswer(await formSetOf(given, doing)),

  "formset.save": async (given, doing) =>
    saveAnswer((await formSetOf(given, doing)) as unknown as BaseModelFormSet, doing),

  async "formset.get"(given, doing) {
    const formset = await formSetOf(given, doing);
    const answer: Record<string, unknown> = {};
    await formset.whenReady();
    for (const what of doing["get"] as readonly string[]) {
      answer[what] = await getOfFormSet(formset, what);
    }
    return answer;
  },

  "formset.render": async (given, doing) => ({
    output: await showFormSet(await formSetOf(given, doing), doing),
  }),
};

async function fieldsAnswer(form: BaseForm): Promise<unknown> {
  await form.whenReady();
  const all = Object.entries<Field>(form.fields);
  return {
    fields: Object.fromEntries(all.map(([name, field]) => [name, describeField(field)])),
    order: all.map(([name]) => name),
  };
}

/** Validators look at decimals as models hold them. */
const plain = (value: unknown): unknown => (value instanceof DecimalText ? value.text : value);

async function formSetOf(given: FormGiven, doing: Doing): Promise<BaseFormSet> {
  const spec = given.formset ?? {};
  const hasForm = (doing["form"] ?? given.form ?? undefined) !== undefined;
  const form = spec["model"] === undefined || hasForm ? formClass(given, doing) : undefined;
  const kind = makeFormSetClass(form, spec);
  return new kind({ ...formSetArguments(doing), ...(await modelArguments(doing)) });
}

function mediaAnswer(media: Media): Record<string, unknown> {
  const { css, js } = media;
  const path = (asset: unknown): unknown =>
    asset instanceof Script ? asset.src : encodeValue(asset);
  return {
    output: media.toString(),
    js: js.map(path),
    css: Object.fromEntries(Object.entries(css).map(([medium, list]) => [medium, list.map(path)])),
  };
}

function widgetInfo(widget: Widget, doing: Doing): Record<string, unknown> {
  const id = doing["id"] as string;
  return {
    id_for_label: widget.idForLabel(id, undefined),
    is_hidden: widget.isHidden,
    needs_multipart_form: widget.needsMultipartForm,
    use_fieldset: widget.useFieldset,
    input_type: widget.inputType ?? null,
    media: widget.media.toString(),
    required_on_empty: widget.useRequiredAttribute(null),
    required_on_value: widget.useRequiredAttribute("x"),
  };
}

export const formOperations: Readonly<Record<string, Operation>> = Object.fromEntries(
  Object.entries(offered).map(([name, work]) => [
    name,
    (given: Given, doing: Doing) =>
      inSite(given, () => withModels(given, doing, async () => work(given as FormGiven, doing))),
  ]),
);

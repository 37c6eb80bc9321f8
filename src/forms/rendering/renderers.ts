/** Renders forms from templates, which a project can override. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import {
  Engine,
  FileLoader,
  SafeString,
  SynchronousRenderError,
  type ContextValues,
  type Template,
} from "../../templates/index.ts";
import { builtInTemplates } from "../built-in-templates.ts";
import { formsEnvironment } from "../environment.ts";
import type { BoundField } from "../forms/bound-field.ts";
import type { BaseForm } from "../forms/form.ts";
import type { Field } from "../fields/field.ts";

/** HTML, or a promise of it if a template had to wait. */
export type Rendered = SafeString | Promise<SafeString>;

export type BoundFieldClass = new (form: BaseForm, field: Field, name: string) => BoundField;

/**
 * Returns HTML that is available synchronously.
 *
 * @throws {Error} If rendering takes time.
 */
export function htmlText(rendered: Rendered): string {
  if (rendered instanceof SafeString) return rendered.value;
  rendered.catch(() => {});
  throw new Error("This takes time to show: write `await` in front of `render()` or `asP()`.");
}

/** Renders a template by name with a context; Django's class of this name. */
export abstract class BaseRenderer {
  /** Template of `{{ form }}`. */
  formTemplateName = "django/forms/div.html";
  /** Template of `{{ formset }}`. */
  formsetTemplateName = "django/forms/formsets/div.html";
  /** Template of `{{ field.as_field_group }}`. */
  fieldTemplateName = "django/forms/field.html";
  /** Class of a form's fields in templates. Default: {@link BoundField}. */
  boundFieldClass: BoundFieldClass | undefined = undefined;

  /** @throws {TemplateDoesNotExist} */
  abstract getTemplate(name: string): Template;

  /** Renders HTML and trims it; synchronously unless the template has to wait. */
  render(templateName: string, context: ContextValues): Rendered {
    const template = this.getTemplate(templateName);
    try {
      return new SafeString(strip(template.renderSync(context)));
    } catch (error) {
      if (!(error instanceof SynchronousRenderError)) throw error;
      return template.render(context).then((html) => new SafeString(strip(html)));
    }
  }
}

const strip = (html: string): string => html.trim();

/** The built-in templates of forms. */
const builtIn = new FileLoader([builtInTemplates]);

/** Engines derived from a project's engine, with other template folders. */
const engines = new WeakMap<Engine, { readonly own: Engine; readonly theirs: Engine }>();

function enginesOf(engine: Engine): { readonly own: Engine; readonly theirs: Engine } {
  let made = engines.get(engine);
  if (!made) {
    const { options } = engine;
    const loaders = options.loaders ?? [new FileLoader(options.dirs ?? [])];
    const plain = { ...options, contextProcessors: [], autoescape: true, stringIfInvalid: "" };
    made = {
      own: new Engine({ ...plain, debug: false, loaders: [builtIn, ...loaders] }),
      theirs: new Engine({ ...plain, loaders: [...loaders, builtIn] }),
    };
    engines.set(engine, made);
  }
  return made;
}

/** The default: searches the built-in templates first, then the project's and its apps'. */
export class DjangoTemplates extends BaseRenderer {
  getTemplate(name: string): Template {
    return enginesOf(formsEnvironment().engine).own.getTemplate(name);
  }
}

/** Searches the project's and its apps' templates first: their `templates/django/forms/p.html` overrides the built-in one. */
export class TemplatesSetting extends BaseRenderer {
  getTemplate(name: string): Template {
    return enginesOf(formsEnvironment().engine).theirs.getTemplate(name);
  }
}

/** Values of FORM_RENDERER. */
const renderers: Readonly<Record<string, new () => BaseRenderer>> = {
  DjangoTemplates,
  TemplatesSetting,
};

const defaults = new Map<string, BaseRenderer>();

/**
 * Returns the renderer named in FORM_RENDERER.
 *
 * @throws {ImproperlyConfigured} If it is unknown.
 *
 * @example
 * console.log(getDefaultRenderer().formTemplateName); // django/forms/div.html
 */
export function getDefaultRenderer(): BaseRenderer {
  const { formRenderer = "DjangoTemplates" } = formsEnvironment();
  const known = defaults.get(formRenderer);
  if (known) return known;
  const name = formRenderer.replace(/^(?:mkweb\/forms#|django\.forms\.renderers\.)/, "");
  const made = Object.hasOwn(renderers, name) ? renderers[name] : undefined;
  if (!made) {
    throw new ImproperlyConfigured(`FORM_RENDERER: there is no renderer '${formRenderer}'.`, {
      hint: `Write one of ${Object.keys(renderers).join(", ")}, or give a form its own: \`static defaultRenderer\`.`,
    });
  }
  const renderer = new made();
  defaults.set(formRenderer, renderer);
  return renderer;
}

/** How the HTML of forms is made: from templates, which a project can replace. */
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

/** HTML; a promise of it where a template had to wait for something. */
export type Rendered = SafeString | Promise<SafeString>;

export type BoundFieldClass = new (form: BaseForm, field: Field, name: string) => BoundField;

/**
 * The text of HTML that is there.
 *
 * @throws {Error} It takes time to make.
 */
export function htmlText(rendered: Rendered): string {
  if (rendered instanceof SafeString) return rendered.value;
  rendered.catch(() => {});
  throw new Error("This takes time to show: write `await` in front of `render()` or `asP()`.");
}

/** What makes HTML of a template's name and its variables; Django's class of this name. */
export abstract class BaseRenderer {
  /** The template of `{{ form }}`. */
  formTemplateName = "django/forms/div.html";
  /** The template of `{{ formset }}`. */
  formsetTemplateName = "django/forms/formsets/div.html";
  /** The template of `{{ field.as_field_group }}`. */
  fieldTemplateName = "django/forms/field.html";
  /** What fields of forms are in templates, if not a {@link BoundField}. */
  boundFieldClass: BoundFieldClass | undefined = undefined;

  /** @throws {TemplateDoesNotExist} */
  abstract getTemplate(name: string): Template;

  /** The HTML, without white space around it: at once unless the template has to wait for something. */
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

/** The templates that come with forms. */
const builtIn = new FileLoader([builtInTemplates]);

/** The engines made for a project's engine: its own settings, other places to look at. */
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

/** The default: forms' own templates first, then the project's and its apps'. */
export class DjangoTemplates extends BaseRenderer {
  getTemplate(name: string): Template {
    return enginesOf(formsEnvironment().engine).own.getTemplate(name);
  }
}

/** The project's templates and those of its apps first: `templates/django/forms/p.html` there replaces ours. */
export class TemplatesSetting extends BaseRenderer {
  getTemplate(name: string): Template {
    return enginesOf(formsEnvironment().engine).theirs.getTemplate(name);
  }
}

/** What FORM_RENDERER can be. */
const renderers: Readonly<Record<string, new () => BaseRenderer>> = {
  DjangoTemplates,
  TemplatesSetting,
};

const defaults = new Map<string, BaseRenderer>();

/**
 * The renderer of FORM_RENDERER.
 *
 * @throws {ImproperlyConfigured} It names none.
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

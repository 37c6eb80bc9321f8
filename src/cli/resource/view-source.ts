import { classHead } from "./layout.ts";
import type { Local } from "./model-source.ts";
import type { ResourceNames } from "./names.ts";

/** The app's name in permissions and URL names. */
export interface AppNames {
  /** `polls` */
  readonly label: string;
  /** Prefix of URL names: `polls:`; empty without an appName. */
  readonly namespace: string;
}

/** The code of the five views, to append to views.ts. */
export function viewsSource(names: ResourceNames, app: AppNames, local: Local): string {
  const { lower, model, plural, words } = names;
  const own = local(model);
  const members = (lines: readonly string[]): string =>
    ["model = " + own, ...lines].map((line) => `  override ${line};\n`).join("");
  const guarded = (view: string, action: string, lines: readonly string[]): string => {
    const head = classHead(
      `export class ${model}${view} extends ${local("PermissionRequiredMixin")}(`,
      `${local(view)}<${own}>`,
    );
    const permission = `permissionRequired = ${JSON.stringify(`${app.label}.${action}_${lower}`)}`;
    return `${head}\n${members([permission, ...lines])}}\n`;
  };
  const form = `formClass = ${local(`${model}Form`)}`;
  const list = `successUrl = ${local("reverseLazy")}(${JSON.stringify(`${app.namespace}${lower}_list`)})`;
  return `/** The ${plural}, newest first, for everybody. \`PermissionRequiredMixin(...)\` around ListView<${model}> would close it. */
export class ${model}ListView extends ${local("ListView")}<${own}> {
${members(['ordering = "-pk"', "paginateBy = 25"])}}

export class ${model}DetailView extends ${local("DetailView")}<${own}> {
${members([])}}

/** Leads to the new ${words}'s page, as its getAbsoluteUrl() says. */
${guarded("CreateView", "add", [form])}
${guarded("UpdateView", "change", [form])}
/** Asks first, on a page of its own. */
${guarded("DeleteView", "delete", [list])}`;
}

/** One entry of urlpatterns. */
export interface Route {
  readonly route: string;
  readonly view: string;
  readonly name: string;
}

export function routesOf({ lower, model, segment }: ResourceNames): readonly Route[] {
  return [
    { route: `${segment}/`, view: `${model}ListView`, name: `${lower}_list` },
    { route: `${segment}/add/`, view: `${model}CreateView`, name: `${lower}_create` },
    { route: `${segment}/<int:pk>/`, view: `${model}DetailView`, name: `${lower}_detail` },
    { route: `${segment}/<int:pk>/edit/`, view: `${model}UpdateView`, name: `${lower}_update` },
    { route: `${segment}/<int:pk>/delete/`, view: `${model}DeleteView`, name: `${lower}_delete` },
  ];
}

/** An admin: its registered models, access and URLs. Source: Django, `contrib/admin/sites.py`. */
import {
  neverCache,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../../http/index.ts";
import type { AuthenticationForm } from "../../auth/forms/index.ts";
import { csrfProtect } from "../../middleware/index.ts";
import { infoOf, isModel, models, type AnyQuerySet } from "../../models/index.ts";
import type { FormClassFor } from "../../views/index.ts";
import { Included, type UrlEntry } from "../../urls/index.ts";
import type { AdminModel } from "../options/base-model-admin.ts";
import type { Checked } from "../options/checked.ts";
import { defineModelAdmin } from "../options/define-model-admin.ts";
import type { Action } from "../options/display.ts";
import { ModelAdmin } from "../options/model-admin.ts";
import type { AdminOptions } from "../options/types.ts";
import type { AppEntry } from "../views/app-list.ts";
import { rememberSite } from "./all-sites.ts";
import { AlreadyRegistered, NotRegistered } from "./errors.ts";
import { siteUrls, type SiteView } from "./site-urls.ts";

type AnyAdmin = ModelAdmin;
type Context = Readonly<Record<string, unknown>>;
type Response = Promise<HttpResponseBase>;
export class AdminSite {
  /** Instance namespace; `admin` for the default site. */
  readonly name: string;
  /** Title of the browser window. */
  siteTitle = "mkweb site admin";
  /** Heading of every page. */
  siteHeader = "mkweb administration";
  /** Title of the index page. */
  indexTitle = "Site administration";
  /** Target of "View site"; `null` hides it. */
  siteUrl: string | null = "/";
  enableNavSidebar = true;
  emptyValueDisplay = "-";
  /** Whether unknown URLs below the site's are answered like protected ones, so that nobody learns which exist. */
  finalCatchAllView = true;
  indexTemplate: string | undefined = undefined;
  appIndexTemplate: string | undefined = undefined;
  /** Replaces the form of the login page. Default: one that accepts staff only. */
  loginForm: FormClassFor<AuthenticationForm> | undefined = undefined;
  loginTemplate: string | undefined = undefined;
  logoutTemplate: string | undefined = undefined;
  passwordChangeTemplate: string | undefined = undefined;
  passwordChangeDoneTemplate: string | undefined = undefined;
  readonly #registry = new Map<AdminModel<object>, AnyAdmin>();
  readonly #actions = new Map<string, Action>();
  #standardActions = true;

  constructor(name = "admin") {
    this.name = name;
    rememberSite(this);
  }

  /**
   * Registers one or more models in this admin.
   *
   * @param admin Options, or a class created with `defineModelAdmin`. Default: a list of texts and a form of all fields.
   * @throws {AlreadyRegistered} If a model is already registered.
   */
  register<M extends object, const O extends AdminOptions<M>>(
    model: AdminModel<M> | readonly AdminModel<M>[],
    // oxlint-disable-next-line typescript/no-explicit-any -- whatever model a class is of, it says itself
    admin?: (O & Checked<M, NoInfer<O>>) | (new (model: any, site: AdminSite) => ModelAdmin<M>),
  ): void {
    for (const each of Array.isArray(model)
      ? (model as AdminModel<M>[])
      : [model as AdminModel<M>]) {
      if (!isModel(each)) {
        throw new TypeError("Only a model can be registered: a class that extends defineModel().");
      }
      const registered = this.#registry.get(each);
      if (registered) throw new AlreadyRegistered(each.name, registered.constructor.name);
      const Admin =
        typeof admin === "function" ? admin : defineModelAdmin(each, (admin ?? {}) as never);
      this.#registry.set(each, new Admin(each, this) as never);
    }
  }

  /** @throws {NotRegistered} If the model is not registered. */
  unregister(model: AdminModel<object>): void {
    if (!this.#registry.delete(model)) throw new NotRegistered(model.name);
  }

  isRegistered(model: AdminModel<object>): boolean {
    return this.#registry.has(model);
  }

  /** @throws {NotRegistered} If the model is not registered. */
  getModelAdmin(model: unknown): AnyAdmin {
    const admin = this.findModelAdmin(model);
    if (admin) return admin;
    throw new NotRegistered(infoOf(model).name);
  }

  /** Returns the class instance of a model, if it is registered. */
  findModelAdmin(model: unknown): AnyAdmin | undefined {
    return this.#registry.get(model as AdminModel<object>);
  }

  /** The registered models of the project, in order of registration. */
  get modelAdmins(): readonly AnyAdmin[] {
    return [...this.#registry.values()].filter(({ model }) =>
      models.models.some((each) => each.model === (model as unknown)),
    );
  }

  /** Adds an action for all models. */
  addAction(name: string, action: Action): void {
    this.#actions.set(name, action);
  }

  /** Removes an action from all models, even `deleteSelected`; a class may still define it. */
  disableAction(name: string): void {
    if (name === "deleteSelected") this.#standardActions = false;
    else if (!this.#actions.delete(name)) {
      throw new TypeError(`The site has no action '${name}' to disable.`);
    }
  }

  /** Actions for all models, by name. */
  get actions(): ReadonlyMap<string, Action> {
    return this.#actions;
  }

  /** Whether chosen objects can be deleted together by default. */
  get hasDeleteSelected(): boolean {
    return this.#standardActions;
  }

  /** Whether the visitor may use the admin. */
  hasPermission(request: HttpRequest): MaybePromise<boolean> {
    return request.user.isActive && request.user.isStaff;
  }

  /** Restricts a view to visitors who may use the admin; others are asked to log in. */
  adminView(view: SiteView): SiteView {
    const guarded: SiteView = async (request, params) => {
      if (await this.hasPermission(request)) return view(request, params);
      const { turnAway } = await import("../views/turn-away.ts");
      return turnAway(this, request);
    };
    return neverCache(csrfProtect(guarded as never));
  }

  /** URLs for `path()`: `path("admin/", admin.site.urls)`. */
  get urls(): Included {
    return new Included(this.getUrls(), "admin", this.name);
  }

  /** Returns the URL patterns; a subclass adds its own before them. */
  getUrls(): readonly UrlEntry[] {
    return siteUrls(this);
  }

  // Pages.

  /** Returns the context of every page. */
  async eachContext(request: HttpRequest): Promise<Context> {
    return (await import("../views/each-context.ts")).eachContext(this, request);
  }

  /**
   * Returns the apps and models that the visitor has permissions for, sorted by name.
   *
   * @param appLabel Only this app.
   */
  async getAppList(request: HttpRequest, appLabel?: string): Promise<AppEntry[]> {
    return (await import("../views/app-list.ts")).appList(this, request, appLabel);
  }

  /** Returns the log entries for "Recent actions". */
  async getLogEntries(_request: HttpRequest): Promise<() => AnyQuerySet> {
    const { LogEntry } = await import("../models.ts");
    return () => LogEntry.objects.selectRelated("contentType", "user") as never;
  }

  async index(request: HttpRequest, extra: Context = {}): Response {
    return (await import("../views/index-view.ts")).indexView(this, request, extra);
  }

  async appIndex(request: HttpRequest, appLabel: string, extra: Context = {}): Response {
    return (await import("../views/index-view.ts")).appIndexView(this, request, appLabel, extra);
  }

  async login(request: HttpRequest, extra: Context = {}): Response {
    return (await import("../views/login-view.ts")).loginView(this, request, extra);
  }

  async logout(request: HttpRequest, extra: Context = {}): Response {
    return (await import("../views/login-view.ts")).logoutView(this, request, extra);
  }

  async passwordChange(request: HttpRequest, extra: Context = {}): Response {
    return (await import("../views/password-change-view.ts")).passwordChangeView(
      this,
      request,
      extra,
    );
  }

  async passwordChangeDone(request: HttpRequest, extra: Context = {}): Response {
    return (await import("../views/password-change-view.ts")).passwordChangeDoneView(
      this,
      request,
      extra,
    );
  }

  async autocompleteView(request: HttpRequest): Response {
    return (await import("../views/autocomplete-view.ts")).autocompleteView(this, request);
  }

  async i18nJavascript(request: HttpRequest): Response {
    return (await import("../views/jsi18n-view.ts")).jsi18nView(request);
  }

  async viewOnSite(request: HttpRequest, params: Readonly<Record<string, string>>): Response {
    return (await import("../views/view-on-site.ts")).viewOnSite(request, params);
  }

  async catchAllView(request: HttpRequest, url: string): Response {
    return (await import("../views/catch-all-view.ts")).catchAllView(request, url);
  }
}

/** Shared parts of the account pages. */
import { neverCache } from "../../http/index.ts";
import { csrfProtect } from "../../middleware/index.ts";
import {
  ContextMixin,
  methodDecorator,
  type Context,
  type ContextMembers,
  type Mixin,
  type View,
  type ViewClass,
} from "../../views/index.ts";

export interface PageMembers extends ContextMembers {
  /** The page's title. */
  title: string;
}

/**
 * Adds `title` and the site to a page's context: `site.name`, `site.domain` and `site_name` are all the host's name.
 *
 * @example
 * class About extends PageMixin(TemplateView) {
 *   override title = "About us";
 *   override templateName = "about.html";
 * }
 */
export function PageMixin<B extends ViewClass>(Base: B): B & Mixin<PageMembers> {
  class Page
    extends (ContextMixin(Base) as unknown as Mixin<View & ContextMembers>)
    implements PageMembers
  {
    title = "";

    override async getContextData(extra: Context = {}): Promise<Context> {
      const name = this.request.getHost();
      const site = { site: { name, domain: name }, site_name: name };
      const context = await super.getContextData(extra);
      return { ...context, title: this.title, subtitle: null, ...site, ...this.extraContext };
    }
  }
  return Page as never;
}

/** Adds CSRF protection, whatever middleware the project has, and disables caching. */
export function guarded<B extends ViewClass>(Base: B): B {
  return methodDecorator(csrfProtect)(methodDecorator(neverCache)(Base));
}

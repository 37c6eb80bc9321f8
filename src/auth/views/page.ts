/** What the pages of accounts have in common. */
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
  /** What the page is called. */
  title: string;
}

/** Gives a page its `title` and the site: `site.name`, `site.domain`, `site_name`, all of them the host's name. */
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

/** A view that is protected against foreign forms, whatever the project's middleware, and kept out of every cache. */
export function guarded<B extends ViewClass>(Base: B): B {
  return methodDecorator(csrfProtect)(methodDecorator(neverCache)(Base));
}

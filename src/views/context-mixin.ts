import type { Context, Mixin, ViewClass } from "./types.ts";
import { View } from "./view.ts";

export interface ContextMembers {
  /** More variables for the template; they win over the view's. */
  extraContext: Context | undefined;
  /** Returns the variables of the template. @param extra More variables. */
  getContextData(extra?: Context): Promise<Context>;
}

/**
 * Gives a view `getContextData()`, unless it already has it. Source: Django, `ContextMixin`.
 *
 * @example
 * class Page extends ContextMixin(View) {
 *   override async getContextData(given = {}) {
 *     return { ...(await super.getContextData(given)), title: "Polls" };
 *   }
 * }
 */
export function ContextMixin<B extends ViewClass>(Base: B): B & Mixin<ContextMembers> {
  if ("getContextData" in Base.prototype) return Base as never;
  class WithContext extends (Base as unknown as typeof View) implements ContextMembers {
    extraContext: Context | undefined = undefined;

    async getContextData(extra: Context = {}): Promise<Context> {
      return { view: this, ...extra, ...this.extraContext };
    }
  }
  return WithContext as never;
}

/** `{% load log %}`: changes made in the admin. Source: Django, `admin/templatetags/log.py`. */
import {
  Library,
  RenderNode,
  TemplateSyntaxError,
  type Context,
  type FilterExpression,
} from "../../templates/index.ts";
import type { AnyQuerySet } from "../../models/index.ts";

export const register = new Library();

class AdminLogNode extends RenderNode {
  readonly #limit: number;
  readonly #target: string;
  readonly #user: FilterExpression | undefined;

  constructor(limit: number, target: string, user: FilterExpression | undefined) {
    super();
    this.#limit = limit;
    this.#target = target;
    this.#user = user;
  }

  async render(context: Context): Promise<string> {
    const given = context.get("log_entries");
    let entries = (typeof given === "function" ? given() : given) as AnyQuerySet;
    if (this.#user !== undefined) {
      const user: unknown = await context.resolve(this.#user);
      entries = entries.filter({ user: keyOf(user) });
    }
    context.set(this.#target, await entries.limit(this.#limit));
    return "";
  }
}

function keyOf(user: unknown): unknown {
  return typeof user === "object" && user !== null && "pk" in user ? user.pk : user;
}

/** `{% get_admin_log 10 as admin_log for_user user %}`; without `for_user` for all users. The user may be a key. */
register.tag("get_admin_log", (parser, token) => {
  const [, limit = "", as, target, forUser, user] = token.contents.split(/\s+/);
  if (target === undefined) {
    throw new TemplateSyntaxError("'get_admin_log' statements require two arguments");
  }
  if (!/^\d+$/.test(limit)) {
    throw new TemplateSyntaxError("First argument to 'get_admin_log' must be an integer");
  }
  if (as !== "as") {
    throw new TemplateSyntaxError("Second argument to 'get_admin_log' must be 'as'");
  }
  if (forUser !== undefined && forUser !== "for_user") {
    throw new TemplateSyntaxError("Fourth argument to 'get_admin_log' must be 'for_user'");
  }
  const expression = user === undefined ? undefined : parser.compileFilter(user);
  return new AdminLogNode(Number(limit), target, expression);
});

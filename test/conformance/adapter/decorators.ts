/** Django's view decorators by the names that cases use. */
import { loginRequired } from "../../../src/auth/index.ts";
import {
  cacheControl,
  condition,
  neverCache,
  requireGET,
  requireHttpMethods,
  requirePOST,
  requireSafe,
} from "../../../src/http/index.ts";
import {
  xframeOptionsDeny,
  xframeOptionsExempt,
  xframeOptionsSameorigin,
} from "../../../src/middleware/clickjacking.ts";
import { noAppendSlash } from "../../../src/middleware/common.ts";
import {
  csrfExempt,
  csrfProtect,
  ensureCsrfCookie,
  requiresCsrfToken,
} from "../../../src/middleware/csrf.ts";
import { NotOffered, type DecoratorSpec } from "./protocol.ts";
import { decodeValue } from "./values.ts";
import { camelCased, type CaseView } from "./views.ts";

/** The first of a case's decorators is the outermost, as it stands highest in Python. */
export function decorate(view: CaseView, specs: readonly DecoratorSpec[]): CaseView {
  return specs.toReversed().reduce((inner, spec) => {
    const [name, argument] = typeof spec === "string" ? [spec, undefined] : spec;
    const decorator = decorators[name];
    return decorator === undefined ? unavailable(name) : decorator(inner, argument);
  }, view);
}

/** Fails when it is visited, so that the other views of a case still work. */
function unavailable(name: string): CaseView {
  return () => {
    throw new NotOffered(`the decorator ${name}`);
  };
}

type CaseParameters = DropFirst<Parameters<CaseView>>;
type DropFirst<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest]
  ? Rest
  : never;

type Decorator = (view: CaseView, argument: unknown) => CaseView;

const decorators: Readonly<Record<string, Decorator>> = {
  csrf_exempt: (view) => csrfExempt(view),
  csrf_protect: (view) => csrfProtect(view),
  ensure_csrf_cookie: (view) => ensureCsrfCookie(view),
  requires_csrf_token: (view) => requiresCsrfToken(view),
  require_POST: (view) => requirePOST(view),
  require_GET: (view) => requireGET(view),
  require_safe: (view) => requireSafe(view),
  require_http_methods: (view, methods) => requireHttpMethods(methods as readonly string[])(view),
  xframe_options_exempt: (view) => xframeOptionsExempt(view),
  xframe_options_sameorigin: (view) => xframeOptionsSameorigin(view),
  xframe_options_deny: (view) => xframeOptionsDeny(view),
  never_cache: (view) => neverCache(view),
  cache_control: (view, directives) =>
    cacheControl(camelCased(directives as Readonly<Record<string, unknown>>))(view),
  condition: (view, validators) => {
    const { etag, last_modified: modified } = validators as {
      readonly etag?: string;
      readonly last_modified?: unknown;
    };
    return condition<CaseParameters>(
      etag === undefined ? undefined : () => etag,
      modified === undefined ? undefined : () => decodeValue(modified) as Date,
    )(view);
  },
  login_required: (view) => loginRequired(view),
  no_append_slash: (view) => noAppendSlash(view),
};

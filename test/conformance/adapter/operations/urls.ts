import { resolve, reverse, setScriptPrefix } from "../../../../src/urls/index.ts";
import type { Operation } from "../answer.ts";
import { urlpatternsOf } from "../case-urls.ts";
import { viewsOf } from "../views.ts";

export const urlOperations: Readonly<Record<string, Operation>> = {
  "urls.resolve": (given, doing) => {
    const patterns = urlpatternsOf(given, viewsOf(given));
    const match = resolve(String(doing["path"]), patterns);
    return {
      view: match.func.name,
      args: match.args,
      kwargs: match.kwargs,
      url_name: match.urlName ?? null,
      namespaces: match.namespaces,
      // Python has a dotted path for a view without a name; JavaScript's functions have none to give.
      view_name: match.urlName === undefined ? null : match.viewName,
      app_names: match.appNames,
      route: match.route,
    };
  },
  "urls.reverse": (given, doing) => {
    const urlconf = urlpatternsOf(given, viewsOf(given));
    setScriptPrefix(String(doing["script_prefix"] ?? "/"));
    try {
      return {
        url: reverse(String(doing["name"]), {
          urlconf,
          args: doing["args"] as readonly unknown[] | undefined,
          kwargs: (doing["kwargs"] ?? {}) as Readonly<Record<string, unknown>>,
          currentApp: doing["current_app"] as string | undefined,
          query: doing["query"] as Readonly<Record<string, unknown>> | undefined,
          fragment: doing["fragment"] as string | undefined,
        }),
      };
    } finally {
      setScriptPrefix("/");
    }
  },
};

/** The project under test, and the errors of its views. */
import type { Settings } from "../conf/index.ts";
import type { HttpRequest } from "../http/index.ts";
import { isSetUpWith } from "../models/index.ts";
import { getApplication, type Application } from "../server/index.ts";

/** Errors of views, by request. */
export const thrown = new WeakMap<HttpRequest, unknown>();

let latest: { readonly settings: Settings; readonly application: Promise<Application> } | undefined;

/** One application for all clients with the same settings, as long as the process is set up for them. */
export function applicationOf(settings: Settings): Promise<Application> {
  if (latest?.settings === settings && isSetUpWith(settings)) return latest.application;
  const application = getApplication(settings, {
    logErrors: false,
    onError: (error, request, status) => {
      if (status >= 500) thrown.set(request, error);
    },
  });
  latest = { settings, application };
  return application;
}

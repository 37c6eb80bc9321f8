import { defaults } from "../conf/index.ts";

/** The settings with a default. The one left out is read by the request itself, which accepts more forms of it. */
export type DefaultedSettings = Omit<typeof defaults, "SECURE_PROXY_SSL_HEADER">;

/** The given settings, with Django's default for each missing one. */
export function withDefaults(settings: Partial<DefaultedSettings>): DefaultedSettings {
  return { ...defaults, ...settings };
}

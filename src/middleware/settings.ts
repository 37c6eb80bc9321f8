import { defaults } from "../conf/index.ts";

/** The settings with a default; the one left out is read by the request alone, which takes more forms of it. */
export type DefaultedSettings = Omit<typeof defaults, "SECURE_PROXY_SSL_HEADER">;

/** The settings given, with Django's default for each that is absent. */
export function withDefaults(settings: Partial<DefaultedSettings>): DefaultedSettings {
  return { ...defaults, ...settings };
}

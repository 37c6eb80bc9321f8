/** The project around a form case: its settings, templates and clock. */
import { activateForms } from "../../../../src/forms/index.ts";
import { overrideTimeZone } from "../../../../src/timezone/index.ts";
import { Engine, MemoryLoader } from "../../../../src/templates/index.ts";
import { NOW, type Given } from "../protocol.ts";
import { setZones } from "./values.ts";

export async function inSite<T>(given: Given, work: () => Promise<T>): Promise<T> {
  const settings = given.settings ?? {};
  const now = (): number => (given.now ?? NOW) * 1000;
  const text = (name: string, otherwise: string): string => String(settings[name] ?? otherwise);
  const zone = text("current_timezone", text("TIME_ZONE", "UTC"));
  const formRenderer = text("FORM_RENDERER", "DjangoTemplates");
  const useTz = settings["USE_TZ"] !== false;
  const theirs = formRenderer.endsWith("TemplatesSetting") ? (given.templates ?? {}) : {};
  activateForms({
    engine: new Engine({
      loaders: [new MemoryLoader(theirs)],
      useTz,
      timeZone: zone,
      languageCode: text("LANGUAGE_CODE", "en-us"),
      staticUrl: text("STATIC_URL", "/static/"),
      useThousandSeparator: settings["USE_THOUSAND_SEPARATOR"] === true,
      now,
    }),
    formRenderer,
    assumeHttps: settings["FORMS_URLFIELD_ASSUME_HTTPS"] === true,
    now,
  });
  setZones(useTz);
  return overrideTimeZone(zone, work);
}

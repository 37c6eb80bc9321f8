import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { resolveSpecifier, toPath, type Check, type CheckMessage } from "../../conf/index.ts";

/** Whether what the settings name is there: middleware, the URL module, folders. */
export const checkFiles: Check = ({ settings }) => {
  const { BASE_DIR, INSTALLED_APPS, MEDIA_URL, MIDDLEWARE, ROOT_URLCONF } = settings;
  const { STATIC_ROOT, STATICFILES_DIRS, STORAGES, TEMPLATES } = settings;
  const missing = (specifier: string): boolean => !resolveSpecifier(specifier, BASE_DIR);
  const messages: CheckMessage[] = MIDDLEWARE.filter(missing).map((specifier) => ({
    level: "ERROR",
    id: "middleware.E001",
    message: `MIDDLEWARE names '${specifier}', which is not there.`,
    hint: "Write a path below the project's folder, or a package's name.",
  }));
  if (ROOT_URLCONF !== "" && missing(ROOT_URLCONF)) {
    messages.push({
      level: "ERROR",
      id: "urls.E007",
      message: `ROOT_URLCONF names '${ROOT_URLCONF}', which is not there.`,
    });
  }
  if (INSTALLED_APPS.includes("mkweb/staticfiles") && !Object.hasOwn(STORAGES, "staticfiles")) {
    messages.push({
      level: "ERROR",
      id: "staticfiles.E005",
      message: "The STORAGES setting must define a 'staticfiles' storage.",
      hint: 'Add staticfiles: { BACKEND: "mkweb/staticfiles/backends/staticfiles" } to it.',
    });
  }
  for (const folder of STATICFILES_DIRS) {
    const path = toPath(folder, BASE_DIR);
    if (STATIC_ROOT && resolve(toPath(STATIC_ROOT, BASE_DIR)) === resolve(path)) {
      messages.push({
        level: "ERROR",
        id: "staticfiles.E002",
        message: "The STATICFILES_DIRS setting should not contain the STATIC_ROOT setting.",
      });
    }
    if (!existsSync(path)) {
      messages.push({
        level: "WARNING",
        id: "staticfiles.W004",
        message: `The directory '${path}' in the STATICFILES_DIRS setting does not exist.`,
      });
    }
  }
  for (const folder of TEMPLATES.flatMap(({ DIRS = [] }) => DIRS)) {
    const path = toPath(folder, BASE_DIR);
    if (!existsSync(path)) {
      messages.push({
        level: "WARNING",
        id: "templates.W001",
        message: `The directory '${path}' in the DIRS of the TEMPLATES setting does not exist.`,
      });
    }
  }
  if (MEDIA_URL !== "" && !MEDIA_URL.endsWith("/")) {
    messages.push({
      level: "ERROR",
      id: "urls.E006",
      message: "The MEDIA_URL setting must end with a slash.",
    });
  }
  return messages;
};

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import {
  resolveSpecifier,
  toPath,
  type Check,
  type CheckMessage,
  type Settings,
} from "../../conf/index.ts";

/** Checks that everything the settings name exists: middleware, the URL module, folders. */
export const checkFiles: Check = ({ settings }) => [
  ...middleware(settings),
  ...rootUrlconf(settings),
  ...staticfilesStorage(settings),
  ...staticfilesDirs(settings),
  ...templateDirs(settings),
  ...mediaUrl(settings),
];

function middleware({ BASE_DIR, MIDDLEWARE }: Settings): CheckMessage[] {
  const missing = MIDDLEWARE.filter((specifier) => !resolveSpecifier(specifier, BASE_DIR));
  return missing.map((specifier) => ({
    level: "ERROR",
    id: "middleware.E001",
    message: `MIDDLEWARE names '${specifier}', which does not exist.`,
    hint: "Write a path below the project's folder, or a package's name.",
  }));
}

function rootUrlconf({ BASE_DIR, ROOT_URLCONF }: Settings): CheckMessage[] {
  if (ROOT_URLCONF === "" || resolveSpecifier(ROOT_URLCONF, BASE_DIR)) return [];
  const message = `ROOT_URLCONF names '${ROOT_URLCONF}', which does not exist.`;
  return [{ level: "ERROR", id: "urls.E007", message }];
}

function staticfilesStorage({ INSTALLED_APPS, STORAGES }: Settings): CheckMessage[] {
  if (!INSTALLED_APPS.includes("mkweb/staticfiles")) return [];
  if (Object.hasOwn(STORAGES, "staticfiles")) return [];
  return [
    {
      level: "ERROR",
      id: "staticfiles.E005",
      message: "The STORAGES setting must define a 'staticfiles' storage.",
      hint: 'Add staticfiles: { BACKEND: "mkweb/staticfiles/backends/staticfiles" } to it.',
    },
  ];
}

function staticfilesDirs({ BASE_DIR, STATIC_ROOT, STATICFILES_DIRS }: Settings): CheckMessage[] {
  const root = STATIC_ROOT ? resolve(toPath(STATIC_ROOT, BASE_DIR)) : undefined;
  return STATICFILES_DIRS.flatMap((folder) => {
    const path = toPath(folder, BASE_DIR);
    const messages: CheckMessage[] = [];
    if (root === resolve(path)) {
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
    return messages;
  });
}

function templateDirs({ BASE_DIR, TEMPLATES }: Settings): CheckMessage[] {
  const folders = TEMPLATES.flatMap(({ DIRS = [] }) => DIRS);
  const missing = folders.map((each) => toPath(each, BASE_DIR)).filter((path) => !existsSync(path));
  return missing.map((path) => ({
    level: "WARNING",
    id: "templates.W001",
    message: `The directory '${path}' in the DIRS of the TEMPLATES setting does not exist.`,
  }));
}

function mediaUrl({ MEDIA_URL }: Settings): CheckMessage[] {
  if (MEDIA_URL === "" || MEDIA_URL.endsWith("/")) return [];
  const message = "The MEDIA_URL setting must end with a slash.";
  return [{ level: "ERROR", id: "urls.E006", message }];
}

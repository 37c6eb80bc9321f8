/** Settings that the admin requires. Source: Django, `check_dependencies` in `contrib/admin/checks.py`. */
import type { CheckMessage, Settings } from "../../conf/index.ts";

const apps = [
  ["mkweb/contenttypes", "E401"],
  ["mkweb/auth", "E405"],
  ["mkweb/messages", "E406"],
] as const;

const processors = [
  ["mkweb/auth/context-processors#auth", "E402"],
  ["mkweb/messages/context-processors#messages", "E404"],
] as const;

const middleware = [
  ["mkweb/auth/middleware", "E408"],
  ["mkweb/messages/middleware", "E409"],
  ["mkweb/sessions/middleware", "E410"],
] as const;

export function checkDependencies(settings: Settings): readonly CheckMessage[] {
  const { INSTALLED_APPS, MIDDLEWARE, TEMPLATES } = settings;
  const given = TEMPLATES.flatMap(({ OPTIONS }) => OPTIONS?.context_processors ?? []);
  return [
    ...missing(apps, INSTALLED_APPS, "in INSTALLED_APPS"),
    ...(TEMPLATES.length === 0
      ? [error("E403", "TEMPLATES must have an entry in order to use the admin application.")]
      : missing(processors, given, "in 'context_processors' of TEMPLATES")),
    ...missing(middleware, MIDDLEWARE, "in MIDDLEWARE"),
  ];
}

function missing(
  needed: readonly (readonly [name: string, id: string])[],
  given: readonly unknown[],
  where: string,
): readonly CheckMessage[] {
  return needed
    .filter(([name]) => !given.includes(name))
    .map(([name, id]) =>
      error(id, `'${name}' must be ${where} in order to use the admin application.`),
    );
}

function error(id: string, message: string): CheckMessage {
  return { level: "ERROR", id: `admin.${id}`, message };
}

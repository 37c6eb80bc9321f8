import { ImproperlyConfigured, loadNamed, type Settings } from "../conf/index.ts";

/** Loads the default exports of a list of modules in the settings. */
export async function loadDefaults<
  T,
  Setting extends "AUTHENTICATION_BACKENDS" | "PASSWORD_HASHERS",
>(
  setting: Setting,
  settings: Pick<Settings, "BASE_DIR" | Setting>,
  isWanted: (value: unknown) => value is T,
): Promise<readonly T[]> {
  const specifiers: readonly string[] = settings[setting];
  if (specifiers.length === 0) {
    throw new ImproperlyConfigured(`${setting} is empty: nobody could log in.`, {
      hint: `Remove ${setting} from the settings to use the default.`,
    });
  }
  return Promise.all(
    specifiers.map((specifier) => loadDefault(setting, specifier, settings, isWanted)),
  );
}

/**
 * Loads the default export of a module that a setting names.
 *
 * @throws {ImproperlyConfigured} If the module does not exist or exports something else.
 */
export function loadDefault<T>(
  setting: string,
  specifier: string,
  { BASE_DIR }: Pick<Settings, "BASE_DIR">,
  isWanted: (value: unknown) => value is T,
): Promise<T> {
  return loadNamed({
    specifier,
    baseDir: BASE_DIR,
    isWanted,
    refusal: (isThere) =>
      new ImproperlyConfigured(
        isThere
          ? `${setting} names '${specifier}', whose default export is of another kind.`
          : `${setting} names '${specifier}', which does not exist.`,
        {
          hint: "Name a module of this project as 'myproject/module.ts', or one of 'mkweb/auth/'.",
        },
      ),
  });
}

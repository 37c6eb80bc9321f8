/** As in Django's `as_view`, a misspelt setting is an error. */
export function checkInitKwargs(View: new () => object, initkwargs: object): void {
  const keys = Object.keys(initkwargs);
  if (keys.length === 0) return;
  const view = new View();
  for (const key of keys) {
    if (isMethod(view, key)) {
      throw new TypeError(
        `The method name ${key} is not accepted as an argument of ${View.name}.asView().`,
      );
    }
    if (!(key in view)) {
      throw new TypeError(
        `${View.name}.asView() received '${key}', which the class lacks. It takes members of the class only: ` +
          `${settingsOf(view).join(", ")}.`,
      );
    }
  }
}

function isMethod(view: object, key: string): boolean {
  return (
    key in Object.prototype ||
    (typeof Reflect.get(view, key) === "function" && key in Object.getPrototypeOf(view))
  );
}

function settingsOf(view: object): readonly string[] {
  return Object.keys(view).sort();
}

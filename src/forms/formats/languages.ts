/** Formats of dates and numbers by language. Source: Django, `conf/locale`. */

export interface Formats {
  /** Date formats as `strptime` directives; the first is used for display. */
  readonly dates: readonly string[];
  /** Formats of the date in a datetime. */
  readonly moments: readonly string[];
  readonly decimalSeparator: string;
  readonly thousandSeparator: string;
  /** Order of day, month and year. */
  readonly order: string;
}

const iso = "%Y-%m-%d";
const named = "%b %d %Y|%b %d, %Y|%d %b %Y|%d %b, %Y|%B %d %Y|%B %d, %Y|%d %B %Y|%d %B, %Y".split(
  "|",
);
const american = [iso, "%m/%d/%Y", "%m/%d/%y"];
const slashes = ["%d/%m/%Y", "%d/%m/%y", iso];
const dots = ["%d.%m.%Y", "%d.%m.%y", iso];
const oneDot = ["%d.%m.%Y", iso];
const hard = "\u00a0";

function formats(
  dates: readonly string[],
  moments: readonly string[],
  numbers: readonly [decimal: string, thousand: string],
  order = "dmy",
): Formats {
  const [decimalSeparator, thousandSeparator] = numbers;
  return { dates, moments, decimalSeparator, thousandSeparator, order };
}

const english = formats([...american, ...named], american, [".", ","], "mdy");
const british = formats(slashes, [iso, "%d/%m/%Y", "%d/%m/%y"], [".", ","]);
const italian = ["%d/%m/%Y", "%Y/%m/%d", "%d-%m-%Y", iso, "%d-%m-%y", "%d/%m/%y"];
const nordic = [iso, "%d.%m.%Y", "%d.%m.%y"];

const languages: ReadonlyMap<string, Formats> = new Map([
  ["en", english],
  ["en-au", british],
  ["en-gb", british],
  ["da", formats(oneDot, oneDot, [",", "."])],
  ["de", formats(dots, oneDot, [",", "."])],
  ["de-ch", formats(dots, oneDot, [",", hard])],
  ["el", formats(slashes, slashes, [",", "."])],
  ["es", formats(slashes, slashes, [",", hard])],
  ["fr", formats(slashes, ["%d/%m/%Y", iso], [",", hard])],
  ["hu", formats(["%Y.%m.%d.", iso], ["%Y.%m.%d.", iso], [",", hard], "ymd")],
  ["it", formats(italian, [...slashes, "%d-%m-%Y", "%d-%m-%y"], [",", "."])],
  ["ja", formats([...american, ...named], american, [".", ","], "ymd")],
  ["nb", formats(nordic, nordic, [",", hard])],
  ["nn", formats(nordic, nordic, [",", hard])],
  ["pl", formats(["%d.%m.%Y", "%d.%m.%y", "%y-%m-%d", iso], oneDot, [",", hard])],
  ["pt", formats([iso, "%d/%m/%Y", "%d/%m/%y"], [iso, "%d/%m/%Y", "%d/%m/%y"], [",", "."])],
  ["pt-br", formats(slashes, slashes, [",", "."])],
  ["ru", formats(dots, dots, [",", hard])],
  ["sk", formats(["%d.%m.%Y", "%d.%m.%y", "%y-%m-%d", iso], oneDot, [",", hard])],
  ["sv", formats(american, american, [",", hard])],
  ["tr", formats(["%d/%m/%Y", "%d/%m/%y", "%y-%m-%d", iso], ["%d/%m/%Y", iso], [",", "."])],
  ["uk", formats(oneDot, ["%d.%m.%Y", iso], [",", hard])],
]);

/** Returns the formats of a language; `de-at` uses those of `de`, an unknown language those of English. */
export function formatsOf(language: string): Formats {
  const code = language.toLowerCase();
  return languages.get(code) ?? languages.get(code.split("-")[0] ?? "") ?? english;
}

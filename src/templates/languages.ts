/**
 * The languages that Django knows, with its names. Those with the same names in Intl are listed by code only.
 * Source: Django, `conf/locale/__init__.py`.
 */

export interface LanguageInfo {
  readonly code: string;
  /** In English. */
  readonly name: string;
  /** In the language itself. */
  readonly name_local: string;
  readonly name_translated: string;
  /** Whether it is written from right to left. */
  readonly bidi: boolean;
}

/**
 * Returns information about a language: `de`, `pt-br`; an unknown region falls back to the language.
 *
 * @throws {RangeError} Django does not know the language.
 */
export function languageInfo(code: string): LanguageInfo {
  const info = known(aliases.get(code) ?? code);
  if (info) return info;
  const [generic = "", region] = code.split("-");
  const broader = region === undefined ? undefined : known(generic);
  if (broader) return broader;
  const also = region === undefined ? "" : ` and ${generic}`;
  throw new RangeError(`Unknown language code ${code}${also}.`);
}

/** Whether a language, also with a region, is written from right to left. */
export function isRightToLeft(code: string): boolean {
  return rightToLeft.has(code.split("-")[0] ?? "");
}

function known(code: string): LanguageInfo | undefined {
  const own = names.get(code);
  if (own === undefined && !others.has(code)) return undefined;
  const [name = intlName("en", code), local = intlName(code, code)] = own ?? [];
  return {
    code,
    name,
    name_local: local,
    name_translated: name,
    bidi: isRightToLeft(code),
  };
}

function intlName(locale: string, code: string): string {
  return new Intl.DisplayNames(locale, { type: "language" }).of(code) ?? code;
}

const rightToLeft: ReadonlySet<string> = new Set(["ar", "az", "ckb", "fa", "he", "ug", "ur"]);

/** Codes that are aliases of others. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["zh-cn", "zh-hans"],
  ["zh-hk", "zh-hant"],
  ["zh-mo", "zh-hant"],
  ["zh-my", "zh-hans"],
  ["zh-sg", "zh-hans"],
  ["zh-tw", "zh-hant"],
]);

/** Codes of languages that Intl names as Django does. */
const others: ReadonlySet<string> = new Set([
  "af",
  "ast",
  "be",
  "bg",
  "br",
  "bs",
  "ca",
  "cy",
  "da",
  "de",
  "el",
  "en",
  "en-au",
  "en-gb",
  "eo",
  "es",
  "et",
  "fa",
  "fi",
  "fr",
  "ga",
  "gd",
  "gl",
  "he",
  "hy",
  "it",
  "ja",
  "ka",
  "ko",
  "lb",
  "lv",
  "ml",
  "mr",
  "ne",
  "nl",
  "no",
  "pl",
  "sq",
  "sr",
  "sv",
  "sw",
  "ta",
  "te",
  "tg",
  "tr",
  "ug",
  "ur",
  "zh-hans",
  "zh-hant",
]);

/** Names that differ from Intl's: in English, and in the language itself. */
const names: ReadonlyMap<string, readonly [name: string | undefined, local: string | undefined]> =
  new Map([
    ["ar", [undefined, "العربيّة"]],
    ["ar-dz", ["Algerian Arabic", "العربية الجزائرية"]],
    ["az", [undefined, "Azərbaycanca"]],
    ["bn", ["Bengali", undefined]],
    ["ckb", ["Central Kurdish (Sorani)", "کوردی"]],
    ["cs", [undefined, "česky"]],
    ["dsb", [undefined, "dolnoserbski"]],
    ["es-ar", ["Argentinian Spanish", "español de Argentina"]],
    ["es-co", ["Colombian Spanish", "español de Colombia"]],
    ["es-mx", [undefined, "español de Mexico"]],
    ["es-ni", ["Nicaraguan Spanish", "español de Nicaragua"]],
    ["es-ve", ["Venezuelan Spanish", "español de Venezuela"]],
    ["eu", [undefined, "Basque"]],
    ["fy", ["Frisian", "frysk"]],
    ["hi", [undefined, "हिंदी"]],
    ["hr", [undefined, "Hrvatski"]],
    ["hsb", [undefined, "hornjoserbsce"]],
    ["hu", [undefined, "Magyar"]],
    ["ia", [undefined, "Interlingua"]],
    ["io", [undefined, "ido"]],
    ["id", [undefined, "Bahasa Indonesia"]],
    ["ig", [undefined, "Asụsụ Ìgbò"]],
    ["is", [undefined, "Íslenska"]],
    ["kab", [undefined, "taqbaylit"]],
    ["kk", [undefined, "Қазақ"]],
    ["km", [undefined, "Khmer"]],
    ["kn", [undefined, "Kannada"]],
    ["ky", [undefined, "Кыргызча"]],
    ["lt", [undefined, "Lietuviškai"]],
    ["mk", [undefined, "Македонски"]],
    ["mn", [undefined, "Mongolian"]],
    ["ms", [undefined, "Bahasa Melayu"]],
    ["my", [undefined, "မြန်မာဘာသာ"]],
    ["nb", ["Norwegian Bokmal", "norsk (bokmål)"]],
    ["nn", [undefined, "norsk (nynorsk)"]],
    ["os", [undefined, "Ирон"]],
    ["pa", [undefined, "Punjabi"]],
    ["pt", [undefined, "Português"]],
    ["pt-br", [undefined, "Português Brasileiro"]],
    ["ro", [undefined, "Română"]],
    ["ru", [undefined, "Русский"]],
    ["sk", [undefined, "slovensky"]],
    ["sl", [undefined, "Slovenščina"]],
    ["sr-latn", ["Serbian Latin", undefined]],
    ["th", [undefined, "ภาษาไทย"]],
    ["tk", [undefined, "Türkmençe"]],
    ["tt", [undefined, "Татарча"]],
    ["udm", [undefined, "Удмурт"]],
    ["uk", [undefined, "Українська"]],
    ["uz", [undefined, "oʻzbek tili"]],
    ["vi", [undefined, "Tiếng Việt"]],
  ]);

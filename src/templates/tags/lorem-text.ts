/** Placeholder text. */

const first =
  "Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt ut labore et " +
  "dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex " +
  "ea commodo consequat. Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu " +
  "fugiat nulla pariatur. Excepteur sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt " +
  "mollit anim id est laborum.";

/** The first words, unless they are random. */
const commonWords = first.toLowerCase().replaceAll(/[.,]/g, "").split(" ").slice(0, 19);

const words = [...new Set(first.toLowerCase().replaceAll(/[.,]/g, "").split(" "))];

export function loremWords(count: number, common: boolean): string {
  const list = common ? commonWords.slice(0, Math.max(0, count)) : [];
  while (list.length < count) list.push(anyWord());
  return list.join(" ");
}

export function loremParagraphs(count: number, common: boolean): string[] {
  return Array.from({ length: Math.max(0, count) }, (_, at) =>
    common && at === 0 ? first : paragraph(),
  );
}

function paragraph(): string {
  return Array.from({ length: between(1, 4) }, sentence).join(" ");
}

function sentence(): string {
  const parts = Array.from({ length: between(1, 5) }, () =>
    Array.from({ length: between(3, 12) }, anyWord).join(" "),
  );
  const text = parts.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${Math.random() < 0.5 ? "?" : "."}`;
}

const between = (least: number, most: number): number =>
  least + Math.floor(Math.random() * (most - least + 1));

const anyWord = (): string => words[between(0, words.length - 1)] ?? "";

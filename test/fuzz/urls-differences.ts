import type { EntryShape, Question } from "./urls-cases.ts";

/** The name under which docs/coming-from/django-differences.md says why two answers differ, if it does. */
export function listedDifference(
  question: Question,
  theirs: unknown,
  urls: readonly EntryShape[] = [],
): string | undefined {
  if (isRecord(theirs) && "crash" in theirs) return `Django fails with ${String(theirs["crash"])}`;
  if ("safe" in question && /[\t\n\r]/.test(question.safe)) {
    return "Django 3.2 takes tabs and line breaks for part of a URL";
  }
  if ("safe" in question && /^\s*[0-9.+-]+[^/?#]*:/.test(question.safe)) {
    return "older Pythons take what starts with a dot or a digit for a scheme";
  }
  if ("name" in question && isRecord(theirs) && "raises" in theirs) {
    const given = Object.keys(question.kwargs);
    if (given.some((name) => isFixed(name, urls))) {
      return "Django 3.2 reverses no pattern with another value for what its kwargs fix";
    }
  }
  return undefined;
}

function isFixed(name: string, urls: readonly EntryShape[]): boolean {
  return urls.some(
    ({ kwargs = {}, include = [] }) => Object.hasOwn(kwargs, name) || isFixed(name, include),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

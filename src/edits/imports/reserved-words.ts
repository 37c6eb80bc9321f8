/** Words that cannot name a variable in a module, by ECMAScript's grammar for strict mode, and `undefined`. */
const reservedWords = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export " +
    "extends false finally for function if implements import in instanceof interface let new null package " +
    "private protected public return static super switch this throw true try typeof undefined var void while " +
    "with yield"
  ).split(" "),
);

export const isReserved = (name: string): boolean => reservedWords.has(name);

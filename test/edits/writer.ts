/** Random choices from a seed, for generated source files. */

export type Writer = ReturnType<typeof writer>;

/** The choices of one file: its random numbers, line end, indentation and semicolons. */
export function writer(seed: number) {
  const random = mulberry32(seed);
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[Math.floor(random() * choices.length)];
    if (choice === undefined) throw new Error("nothing to pick from");
    return choice;
  };
  const chance = (probability: number) => random() < probability;
  const eol = pick(["\n", "\n", "\r\n", "\r"]);
  const indent = pick(["  ", "    ", "\t"]);
  const end = pick([";", ";", ""]);
  const many = (most: number) => Array.from({ length: Math.floor(random() * (most + 1)) });
  return { pick, chance, many, eol, indent, end };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** White space and comments, as they may stand between any two tokens of a list. */
export function trivia({ pick, many, eol, indent }: Writer, most = 2): string {
  const pieces = [
    " ",
    " ",
    "  ",
    indent,
    eol,
    eol + indent,
    eol + indent,
    "\u00A0",
    "\u2028",
    "/* ], 'webapp', [ */",
    `/* two${eol}${indent}lines */`,
    `// it's "webapp", ]${eol}`,
    ` // 'webapp'${eol}${indent}`,
    "/**/",
  ];
  return many(most)
    .map(() => pick(pieces))
    .join("");
}

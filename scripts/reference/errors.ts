import { readSource } from "./source.ts";

const intro = `# Errors

Every error says what happened, why, what to do next, and whether a file was touched. The code at its end is permanent; look it up
here. The exit status is 0 when it was done, 1 when it was refused or failed, 2 when what was typed is wrong, and 128 + n when signal
n ended it. With \`--json\` the same is in the document's \`error\`: [programs.md](../topics/programs.md).

In code, all of them are a \`MkwebError\` of \`mkweb/errors\`, with \`code\`, \`message\`, \`hint\` and \`files\`.
`;

/** The page made from the comments above each code in `src/errors.ts`. */
export function errorsPage(): string {
  const { text } = readSource("src/errors.ts");
  const codes = text.matchAll(/((?:^ {2}\/\/ .*\n)+) {2}\| "(MKWEB_\w+)"/gm);
  const rows = Array.from(codes, ([, comment = "", code = ""]) => {
    const [meaning = "", remedy = ""] = comment
      .replace(/^ {2}\/\/ +/gm, "")
      .trim()
      .replaceAll("\n", " ")
      .split(" → ");
    return `| \`${code}\` | ${meaning} | ${remedy} |`;
  });
  return [intro, "| code | what it means | what to do |", "| --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}

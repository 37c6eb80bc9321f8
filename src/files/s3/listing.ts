import type { S3Client } from "./client.ts";

/** Lists the folders and files directly below a prefix, page by page. */
export async function listBelow(
  client: S3Client,
  prefix: string,
): Promise<readonly [folders: string[], files: string[]]> {
  const folders: string[] = [];
  const files: string[] = [];
  let next: string | undefined;
  do {
    const query = {
      "list-type": "2",
      delimiter: "/",
      "encoding-type": "url",
      prefix,
      ...(next !== undefined && { "continuation-token": next }),
    };
    const page = await (await client.send("GET", "", { query })).text();
    // Older services may ignore the requested encoding and say nothing about it.
    const isEscaped = all(page, "EncodingType")[0] === "url";
    const below = (key: string): string => (isEscaped ? decodeKey(key) : key).slice(prefix.length);
    folders.push(...all(page, "Prefix", "CommonPrefixes").map((key) => below(key).slice(0, -1)));
    // A folder created by hand is an empty file with the folder's name.
    files.push(...all(page, "Key", "Contents").map(below).filter(Boolean));
    next = all(page, "NextContinuationToken")[0];
  } while (next !== undefined);
  return [folders, files];
}

/** Returns the contents of XML elements, optionally within others. Keys are escaped as in URLs. */
function all(page: string, tag: string, within?: string): readonly string[] {
  const parts = within === undefined ? [page] : contents(page, within);
  return parts.flatMap((part) => contents(part, tag)).map(unescapeXml);
}

function contents(text: string, tag: string): readonly string[] {
  const found = text.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, "g"));
  return Array.from(found, ([, content = ""]) => content);
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  quot: '"',
};

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, digits?: string, name = "") =>
      hex || digits
        ? String.fromCodePoint(Number.parseInt(hex ?? digits ?? "", hex ? 16 : 10))
        : (entities[name] ?? whole),
  );
}

function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll("+", "%20"));
}

import type { HttpRequest } from "../http/index.ts";

/** A compression method, by its name in Content-Encoding. */
export type Coding = "br" | "zstd" | "gzip";

/** Extensions of compressed files. */
export const extensions: Readonly<Record<Coding, string>> = {
  br: ".br",
  zstd: ".zst",
  gzip: ".gz",
};

export function isCoding(name: string): name is Coding {
  return Object.hasOwn(extensions, name);
}

/** Content types that become smaller. Images, videos, archives and WOFF are already compressed. */
const COMPRESSIBLE =
  /^(?:text\/|[^;]*\+(?:json|xml)$|application\/(?:javascript|json|xml|wasm|rtf|vnd\.ms-fontobject)$|font\/(?:ttf|otf|collection)$|image\/(?:bmp|x-icon|x-ms-bmp|vnd\.microsoft\.icon)$)/;

export function isCompressible(contentType: string): boolean {
  return COMPRESSIBLE.test(contentType);
}

/**
 * The codings a client accepts, by its preference and then ours; RFC 9110 section 12.5.3.
 *
 * @param ours In our order of preference.
 */
export function acceptedCodings(request: HttpRequest, ours: readonly Coding[]): readonly Coding[] {
  const header = request.headers.get("accept-encoding");
  if (header === undefined || ours.length === 0) return [];
  const qualities = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((each) => each.trim());
    const given = parameters.find((each) => each.startsWith("q="))?.slice(2) ?? "1";
    const quality = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(given) ? Number(given) : 0;
    qualities.set(name === "x-gzip" ? "gzip" : name, quality);
  }
  const quality = (coding: Coding): number => qualities.get(coding) ?? qualities.get("*") ?? 0;
  const plain = qualities.get("identity") ?? 0;
  return ours
    .filter((coding) => quality(coding) > 0 && quality(coding) >= plain)
    .sort((one, other) => quality(other) - quality(one));
}

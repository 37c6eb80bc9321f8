/** Escapes keys in URLs. Source: Django, `admin.utils`. */

/** Escapes a key for a URL: a slash becomes `_2F`. */
export function quote(key: unknown): string {
  return String(key).replace(
    /[:/_#?;@&=+$,"[\]<>%\n\\]/g,
    (character) => `_${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** Unescapes a key from a URL. */
export function unquote(objectId: string): string {
  return objectId.replace(/_(0A|2[2-6BCF]|3[A-F]|40|5[BCDF])/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

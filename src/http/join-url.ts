import { splitUrl } from "./split-url.ts";

/** Resolves `location` on a page at `base` (scheme, host and path), like Python's urljoin. */
export function joinUrl(base: string, location: string): string {
  if (location === "") return base;
  const from = splitUrl(base);
  const to = splitUrl(location);
  if (to.scheme !== "" && to.scheme !== from.scheme) return location;
  const tail =
    (to.query === "" ? "" : `?${to.query}`) + (to.fragment === "" ? "" : `#${to.fragment}`);
  if (to.netloc !== "") return `${from.scheme}://${to.netloc}${rooted(to.path)}${tail}`;
  const origin = `${from.scheme}://${from.netloc}`;
  if (to.path === "") {
    const query = to.query === "" && from.query !== "" ? `?${from.query}${tail}` : tail;
    return `${origin}${rooted(from.path)}${query}`;
  }
  return `${origin}${rooted(withoutDots(from.path, to.path))}${tail}`;
}

function rooted(path: string): string {
  return path === "" || path.startsWith("/") ? path : `/${path}`;
}

function withoutDots(basePath: string, path: string): string {
  let segments = path.split("/");
  if (!path.startsWith("/")) {
    const folder = basePath.split("/");
    if (folder.at(-1) !== "") folder.pop();
    const all = [...folder, ...segments];
    segments = all.filter((segment, at) => segment !== "" || at === 0 || at === all.length - 1);
  }
  const resolved: string[] = [];
  for (const segment of segments) {
    if (segment === "..") resolved.pop();
    else if (segment !== ".") resolved.push(segment);
  }
  if (segments.at(-1) === "." || segments.at(-1) === "..") resolved.push("");
  return resolved.join("/") || "/";
}

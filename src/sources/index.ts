/**
 * Templates of one's own: fetched from wherever they are, judged as what may come from anybody, and rendered
 * by Django's template language, which runs no code of theirs.
 */
export { openSource, type OpenedSource, type SourceContext, type SourceRecord } from "./source.ts";

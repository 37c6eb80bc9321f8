/**
 * Three-way merging: what two sides made of one text, one JSON file, one folder, put together. Pure: takes
 * values and returns values.
 */
export { mergeFiles, type Kept, type MergedFile, type MergeFileOptions } from "./merge-files.ts";
export { mergeJson, type MergedJson } from "./merge-json.ts";
export {
  hasMarkers,
  mergeTexts,
  mergeTwoTexts,
  type Labels,
  type MergedText,
  type Versions,
} from "./merge-text.ts";
export { similarity } from "./similarity.ts";

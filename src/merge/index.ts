/** Three-way merging of texts, JSON files and folders. Takes values and returns values. */
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

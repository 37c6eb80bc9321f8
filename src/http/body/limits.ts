import type { RequestSettings } from "../settings.ts";

const TWO_AND_A_HALF_MB = 2_621_440;

/** Limits from the settings, with Django's defaults. */
export const limits = {
  memory: (settings: RequestSettings): number =>
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE === undefined
      ? TWO_AND_A_HALF_MB
      : (settings.DATA_UPLOAD_MAX_MEMORY_SIZE ?? Infinity),
  fields: (settings: RequestSettings): number =>
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS === undefined
      ? 1000
      : (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS ?? Infinity),
  files: (settings: RequestSettings): number =>
    settings.DATA_UPLOAD_MAX_NUMBER_FILES === undefined
      ? 100
      : (settings.DATA_UPLOAD_MAX_NUMBER_FILES ?? Infinity),
  fileInMemory: (settings: RequestSettings): number =>
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE ?? TWO_AND_A_HALF_MB,
};

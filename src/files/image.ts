import type { File } from "../http/index.ts";
import { imageDimensionsFromData } from "../vendor/image-dimensions.ts";

/** Pixels. */
export interface ImageDimensions {
  readonly width: number;
  readonly height: number;
}

/** What an image says of itself stands within its first bytes. */
const HEAD = 1_048_576;

/** Pillow calls more a decompression bomb. */
const MOST_PIXELS = 178_956_970;

/**
 * Width and height of a PNG, JPEG, GIF, WebP, AVIF or HEIC image, as its head says. Nothing is decompressed, and what
 * comes behind the head is not looked at.
 *
 * @returns `undefined` for anything else, SVG among it, and for images of more than 178,956,970 pixels.
 */
export async function getImageDimensions(file: File): Promise<ImageDimensions | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of file.chunks()) {
    pieces.push(piece);
    length += piece.length;
    const found = sizeIn(Buffer.concat(pieces));
    if (found || length >= HEAD) return found;
  }
  return undefined;
}

function sizeIn(bytes: Buffer): ImageDimensions | undefined {
  const found = imageDimensionsFromData(bytes);
  if (!found) return undefined;
  const { width, height } = found;
  const isImage = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  return isImage && width * height <= MOST_PIXELS ? { width, height } : undefined;
}

import type { File } from "../http/index.ts";
import { imageDimensionsFromData } from "../vendor/image-dimensions.ts";

/** In pixels. */
export interface ImageDimensions {
  readonly width: number;
  readonly height: number;
}

/** Bytes read at most; image headers lie at the start. */
const HEAD = 1_048_576;

/** Pillow's limit for decompression bombs. */
const MOST_PIXELS = 178_956_970;

/**
 * Reads width and height from the header of a PNG, JPEG, GIF, WebP, AVIF or HEIC image. Nothing is decompressed, and
 * data after the header is ignored.
 *
 * @returns `undefined` for other files, including SVG, and for images of more than 178,956,970 pixels.
 *
 * @example
 * const size = await getImageDimensions(new ContentFile("no image"));
 * if (size) console.log(`${size.width} x ${size.height}`);
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

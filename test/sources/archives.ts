/** Archives made byte by byte, so that they can hold what no packer would write. */
import { crc32 } from "node:zlib";

export interface TarEntry {
  readonly name: string;
  readonly text?: string;
  /** `0` a file, `5` a folder, `2` a symbolic link, and so on. Default: a file. */
  readonly type?: string;
  readonly link?: string;
  /** Octal. Default 0000644. */
  readonly mode?: string;
  /** What the header says instead of the text's length; 12 characters at most. */
  readonly size?: string;
}

const END = Buffer.alloc(1024);

export function tar(entries: readonly TarEntry[], end = END): Buffer {
  return Buffer.concat([...entries.flatMap(tarEntry), end]);
}

function tarEntry(entry: TarEntry): Buffer[] {
  const { name, text = "", type = "0", link = "", mode = "0000644" } = entry;
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100, "utf8");
  header.write(mode, 100);
  header.write("0000000", 108);
  header.write("0000000", 116);
  header.write(entry.size ?? bytes.length.toString(8).padStart(11, "0"), 124, 12, "latin1");
  header.write("00000000000", 136);
  header.write("        ", 148);
  header.write(type, 156);
  header.write(link, 157, 100, "utf8");
  header.write("ustar\u000000", 257, "latin1");
  const sum = header.reduce((total, each) => total + each, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}

/** A file under a name that a header of its own gives, as long as it likes and with any character. */
export function paxEntry(records: Readonly<Record<string, string>>, text = "x"): TarEntry[] {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    let length = rest + String(rest).length;
    length = rest + String(length).length;
    return `${length} ${key}=${value}\n`;
  });
  return [
    { name: "pax", type: "x", text: lines.join("") },
    { name: "short", text },
  ];
}

export interface ZipEntry {
  readonly name: string;
  readonly text?: string;
  /** The Unix mode with its type. Default: none, as archives of Windows have. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** What the headers say instead of the text's length. */
  readonly size?: number;
}

/** A zip of stored files. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text = "", mode = 0, flags = 0x800, method = 0, crc, size } of entries) {
    const bytes = Buffer.from(text);
    const encoded = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(crc ?? crc32(bytes), 10);
    shared.writeUInt32LE(size ?? bytes.length, 14);
    shared.writeUInt32LE(size ?? bytes.length, 18);
    shared.writeUInt16LE(encoded.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), shared, encoded, bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const head = Buffer.from([0x50, 0x4b, 1, 2, 20, 3]);
    directory.push(Buffer.concat([head, shared, rest, encoded]));
    bodies.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, index, end]);
}

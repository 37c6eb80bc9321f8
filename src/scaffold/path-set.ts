/** The paths of one tree, checked for collisions on systems that ignore case or compose characters. */
export class PathSet {
  readonly #known = new Map<string, Known>();

  /**
   * Adds a file and its folders.
   *
   * @returns The colliding path, if there is one: equal except for case or composition, a file where this
   *   needs a folder, or a path inside a folder at this position.
   */
  addFile(path: string): string | undefined {
    return this.#addFolders(path) ?? this.#add(path, { name: path, isFolder: false, path });
  }

  /** Adds a folder; a folder of the same spelling does not collide. */
  addFolder(path: string): string | undefined {
    return this.#addFolders(path) ?? this.#add(path, { name: path, isFolder: true, path });
  }

  #addFolders(path: string): string | undefined {
    for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
      const name = path.slice(0, at);
      const other = this.#add(name, { name, isFolder: true, path });
      if (other !== undefined) return other;
    }
    return undefined;
  }

  #add(name: string, added: Known): string | undefined {
    const folded = fold(name);
    const known = this.#known.get(folded);
    if (known === undefined) this.#known.set(folded, added);
    else if (!added.isFolder || !known.isFolder || known.name !== name) return known.path;
    return undefined;
  }
}

interface Known {
  readonly name: string;
  readonly isFolder: boolean;
  /** The path that was added when this became known; for a folder, a path in it. */
  readonly path: string;
}

/** Normalises as macOS and Windows compare: `ſ` equals `S`, and `é` equals `e` with a combining accent. */
function fold(path: string): string {
  return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

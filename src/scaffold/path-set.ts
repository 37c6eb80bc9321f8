/** Paths of one tree, none of which may be another's on a system that folds case or composes characters. */
export class PathSet {
  readonly #known = new Map<string, Known>();

  /**
   * Takes a file and the folders it lies in.
   *
   * @returns The path in its way, if one is: the same but for case or composition, a file where this needs
   *   a folder, or what lies in a folder where this is to be.
   */
  addFile(path: string): string | undefined {
    return this.#addFolders(path) ?? this.#add(path, { name: path, isFolder: false, path });
  }

  /** The same for a folder; one that is there already under the same spelling is not in the way. */
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
  /** What was taken when this came to be known: for a folder, something in it. */
  readonly path: string;
}

/** What macOS and Windows compare: `ſ` and `S` are one, and `é` and `e` with an accent behind it. */
function fold(path: string): string {
  return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

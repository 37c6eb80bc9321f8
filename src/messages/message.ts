import { conditionalEscape, SafeString } from "../templates/index.ts";
import { DEFAULT_TAGS } from "./constants.ts";

/** What a message says; a `SafeString` is HTML already, and stays so until it is shown. */
export type MessageText = string | SafeString;

/** One thing to tell a visitor once. Source: Django, `contrib/messages/storage/base.py`. */
export class Message {
  readonly level: number;
  readonly message: MessageText;
  /** Tags of its own, such as CSS classes; `null`: it was given none. */
  readonly extraTags: string | null;
  /** The tag of its level, by MESSAGE_TAGS or {@link DEFAULT_TAGS}; empty for a level without one. */
  readonly levelTag: string;

  constructor(
    level: number,
    message: MessageText,
    extraTags: string | null = null,
    levelTags: Readonly<Record<number, string>> = DEFAULT_TAGS,
  ) {
    this.level = level;
    this.message = message;
    this.extraTags = extraTags;
    this.levelTag = levelTags[level] ?? "";
  }

  /** The tags of its own and that of its level, a space between them. */
  get tags(): string {
    return [this.extraTags, this.levelTag].filter(Boolean).join(" ");
  }

  /** Whether both say the same at the same level. */
  equals(other: Message): boolean {
    return this.level === other.level && String(this) === String(other);
  }

  toString(): string {
    return String(this.message);
  }

  /** How `{{ message }}` shows it: escaped, unless its text is safe. */
  __html__(): string {
    return conditionalEscape(this.message).value;
  }
}

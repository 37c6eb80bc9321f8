import { conditionalEscape, SafeString } from "../templates/index.ts";
import { DEFAULT_TAGS } from "./constants.ts";

/** The text of a message; a `SafeString` is HTML already, and is shown unescaped. */
export type MessageText = string | SafeString;

/** A one-time message for a visitor. Source: Django, `contrib/messages/storage/base.py`. */
export class Message {
  readonly level: number;
  readonly message: MessageText;
  /** Additional tags, such as CSS classes; `null` if it was given none. */
  readonly extraTags: string | null;
  /** The tag of its level, from MESSAGE_TAGS or {@link DEFAULT_TAGS}; empty for a level without one. */
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

  /** Additional tags and the level's tag, separated by a space. */
  get tags(): string {
    return [this.extraTags, this.levelTag].filter(Boolean).join(" ");
  }

  /** Whether both have the same text and level. */
  equals(other: Message): boolean {
    return this.level === other.level && String(this) === String(other);
  }

  toString(): string {
    return String(this.message);
  }

  /** The form in `{{ message }}`: escaped, unless the text is safe. */
  __html__(): string {
    return conditionalEscape(this.message).value;
  }
}

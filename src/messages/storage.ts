import type { HttpRequest, HttpResponseBase } from "../http/index.ts";
import { DEFAULT_TAGS } from "./constants.ts";
import { Message, type MessageText } from "./message.ts";

/** The messages that a storage found in a request. */
export interface StoredMessages {
  /** `null`: this storage was not used, which differs from having no messages. */
  readonly messages: readonly Message[] | null;
  /** Whether these are all; otherwise another storage may hold the rest. */
  readonly allRetrieved: boolean;
}

export interface StoreOptions {
  /** Whether to drop the oldest messages, rather than the newest, if not all fit. Default true. */
  readonly removeOldest?: boolean;
}

/**
 * The messages of one request: those that came with it and those added by its view. Reads nothing before the
 * first use. A module named by MESSAGE_STORAGE exports a subclass by default.
 *
 * Source: Django, `contrib/messages/storage/base.py`.
 */
export abstract class BaseStorage implements Iterable<Message> {
  /** Whether the messages were iterated: they then count as shown and are not kept. */
  used = false;
  /** Whether a message was added. */
  addedNew = false;

  protected readonly request: HttpRequest;
  #loaded: Message[] | undefined;
  #queued: Message[] = [];
  #level: number | null = null;

  constructor(request: HttpRequest) {
    this.request = request;
  }

  /** The messages in the request. */
  abstract load(): StoredMessages;

  /** Replaces the stored messages for the next request; returns those that did not fit. */
  abstract store(
    messages: readonly Message[],
    response: HttpResponseBase,
    options?: StoreOptions,
  ): readonly Message[];

  /** The number of messages. Reading it does not mark them as shown. */
  get length(): number {
    return this.#stored().length + this.#queued.length;
  }

  /** Iterates over the messages, those of this request included, and marks them as shown. */
  [Symbol.iterator](): Iterator<Message> {
    this.used = true;
    const messages = this.#stored();
    messages.push(...this.#queued);
    this.#queued = [];
    return messages.values();
  }

  /** Whether this message is among them. Does not mark them as shown. */
  includes(message: Message): boolean {
    return [...this.#stored(), ...this.#queued].some((each) => each.equals(message));
  }

  /** Stores a message until it is shown, unless it is empty or below the {@link level}. */
  add(level: number, message: MessageText, extraTags = ""): void {
    if (String(message) === "") return;
    const whole = Math.trunc(level);
    if (whole < this.level) return;
    this.addedNew = true;
    this.#queued.push(this.message(whole, message, extraTags));
  }

  /** Messages below it are not recorded. Default MESSAGE_LEVEL; setting `null` restores it. */
  get level(): number {
    return this.#level ?? this.request.settings.MESSAGE_LEVEL;
  }

  set level(level: number | null) {
    this.#level = level;
  }

  /** Stores the messages not shown yet, after the view has answered; returns those that did not fit. */
  update(response: HttpResponseBase): readonly Message[] {
    if (this.used) return this.store(this.#queued, response);
    if (this.addedNew) return this.store([...this.#stored(), ...this.#queued], response);
    return [];
  }

  /** Creates a message with the tags of this project. */
  protected message(level: number, text: MessageText, extraTags: string | null): Message {
    return new Message(level, text, extraTags, levelTagsOf(this.request.settings));
  }

  #stored(): Message[] {
    return (this.#loaded ??= [...(this.load().messages ?? [])]);
  }
}

interface TagSettings {
  readonly MESSAGE_TAGS: Readonly<Record<number, string>>;
}

const levelTags = new WeakMap<TagSettings, Readonly<Record<number, string>>>();

function levelTagsOf(settings: TagSettings): Readonly<Record<number, string>> {
  const tags = levelTags.get(settings) ?? { ...DEFAULT_TAGS, ...settings.MESSAGE_TAGS };
  levelTags.set(settings, tags);
  return tags;
}

import type { ConnectOptions, Receiver, Signal } from "./signal.ts";

/**
 * Connects a function to one or more signals, as Django's decorator of this name does.
 *
 * @returns A function that connects the receiver it is given, and returns it.
 * @example
 * export const welcome = receiver(postSave, { sender: User })(({ instance, created }) => {
 *   if (created) console.log(`Hello, ${instance}`);
 * });
 */
export function receiver<Payload extends object>(
  signal: Signal<Payload> | readonly Signal<Payload>[],
  options: ConnectOptions = {},
): <Given extends Receiver<Payload>>(given: Given) => Given {
  return (given) => {
    for (const each of [signal].flat()) each.connect(given, options);
    return given;
  };
}

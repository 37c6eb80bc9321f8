/** `mkweb/dispatch`: signals, which notify receivers of what happens elsewhere. See docs/topics/signals.md. */
export { receiver } from "./receiver.ts";
export {
  Signal,
  type ConnectOptions,
  type Receiver,
  type Response,
  type SignalEvent,
} from "./signal.ts";
export { Observers } from "./observers.ts";

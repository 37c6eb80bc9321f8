export { receiver } from "./receiver.ts";
export {
  Signal,
  type ConnectOptions,
  type Receiver,
  type Response,
  type SignalEvent,
} from "./signal.ts";
export { Observers } from "./observers.ts";

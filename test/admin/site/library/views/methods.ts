import { HttpResponse } from "mkweb/http";
import { View } from "mkweb/views";

export class Ping extends View {
  get() {
    return new HttpResponse("pong", { headers: { "X-Ping": "yes" } });
  }

  put() {
    return new HttpResponse("put");
  }
}

export class PostOnly extends View {
  override httpMethodNames = ["post", "options"];

  post() {
    return new HttpResponse("posted");
  }
}

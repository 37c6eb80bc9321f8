import { JsonResponse } from "../../../dist/http/index.js";
import { path } from "../../../dist/urls/index.js";

function count({ session }) {
  const count = session.get("count", 0) + 1;
  session.set("count", count);
  return new JsonResponse({ count });
}

export const urlpatterns = [path("count/", count)];

import { HttpResponse } from "../../src/http/index.ts";
import { path } from "../../src/urls/index.ts";

export const hello = "Hello, world";
export const page = (): HttpResponse => new HttpResponse(hello);

export const urlpatterns = [path("page-199/", page)];

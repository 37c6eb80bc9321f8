/** The tags that need no `{% load %}`. */
import type { Library } from "../library.ts";
import { autoescape } from "./autoescape.ts";
import { block } from "./block.ts";
import { comment } from "./comment.ts";
import { csrfToken } from "./csrf-token.ts";
import { cycle, resetcycle } from "./cycle.ts";
import { debug } from "./debug.ts";
import { extendsTag } from "./extends.ts";
import { filterTag } from "./filter.ts";
import { firstof } from "./firstof.ts";
import { forTag } from "./for.ts";
import { ifTag } from "./if.ts";
import { ifchanged } from "./ifchanged.ts";
import { include } from "./include.ts";
import { load } from "./load.ts";
import { lorem } from "./lorem.ts";
import { now } from "./now.ts";
import { partial, partialdef } from "./partial.ts";
import { querystring } from "./querystring.ts";
import { regroup } from "./regroup.ts";
import { spaceless } from "./spaceless.ts";
import { templatetag } from "./templatetag.ts";
import { url } from "./url.ts";
import { verbatim } from "./verbatim.ts";
import { widthratio } from "./widthratio.ts";
import { withTag } from "./with.ts";

export function registerTags(library: Library): void {
  library
    .tag("autoescape", autoescape)
    .tag("block", block)
    .tag("comment", comment)
    .tag("csrf_token", csrfToken)
    .tag("cycle", cycle)
    .tag("debug", debug)
    .tag("extends", extendsTag)
    .tag("filter", filterTag)
    .tag("firstof", firstof)
    .tag("for", forTag)
    .tag("if", ifTag)
    .tag("ifchanged", ifchanged)
    .tag("include", include)
    .tag("load", load)
    .tag("lorem", lorem)
    .tag("now", now)
    .tag("partial", partial)
    .tag("partialdef", partialdef)
    .tag("querystring", querystring)
    .tag("regroup", regroup)
    .tag("resetcycle", resetcycle)
    .tag("spaceless", spaceless)
    .tag("templatetag", templatetag)
    .tag("url", url)
    .tag("verbatim", verbatim)
    .tag("widthratio", widthratio)
    .tag("with", withTag);
}

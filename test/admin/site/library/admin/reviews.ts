import { defineModelAdmin } from "mkweb/admin";
import { Review } from "../models.ts";

/** Reviews come from readers: nobody adds one here. */
export class ReviewAdmin extends defineModelAdmin(Review, {
  listDisplay: ["__str__", "book", "rating"],
  listDisplayLinks: null,
  listFilter: ["rating"],
  sortableBy: ["rating"],
  showFullResultCount: false,
  searchFields: ["reviewer"],
  showFacets: "always",
}) {
  override hasAddPermission() {
    return false;
  }
}

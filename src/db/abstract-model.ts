import type { Instance, Properties } from "./instance.ts";
import { defineModel, type Model } from "./model.ts";
import type { ModelOptions } from "./model-options.ts";

/** Fields and options that several models share; no table. Django's `abstract = True`. */
export interface AbstractModel<B extends Properties> {
  /** The same as the function of this name, with the shared fields first. */
  defineModel<const P extends Properties>(
    name: string,
    properties: P,
    options?: ModelOptions<B & P>,
  ): Model<Instance<B & P>>;
}

/**
 * Declares what several models share: `const Dated = abstractModel({ made: fields.datetime() })`, then
 * `class Post extends Dated.defineModel("Post", { ... }) {}`.
 *
 * @param options Each holds for a model that does not say that option itself. In names of indexes and
 *   constraints `%(app_label)s` and `%(class)s` stand for the model's.
 */
export function abstractModel<const B extends Properties>(
  properties: B,
  options: ModelOptions<B> = {},
): AbstractModel<B> {
  return {
    defineModel(name, own, ownOptions = {}) {
      return defineModel(name, { ...properties, ...own }, { ...options, ...ownOptions } as never);
    },
  };
}

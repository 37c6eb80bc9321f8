/**
 * Connects what stands on queries and objects with them, which cannot know it: deletion, prefetching, related
 * managers, validation.
 */
import "./instances/methods.ts";

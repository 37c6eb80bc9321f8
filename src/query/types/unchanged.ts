/** Column types whose values both databases return unchanged. */
export const UNCHANGED = { sqlite: undefined, postgresql: undefined } as const;

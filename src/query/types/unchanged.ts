/** For a kind of column whose values both databases give as objects hold them. */
export const UNCHANGED = { sqlite: undefined, postgresql: undefined } as const;

/** The catalog of rewards and their editor. */
export const rewards = {} as const;

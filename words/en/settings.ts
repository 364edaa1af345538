/** The settings of the casino. */
export const settings = {} as const;

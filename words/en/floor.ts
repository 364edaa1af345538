/** The pit: tables, seats and rating slips. */
export const floor = {} as const;

/** The shift: alerts, counts, exposure. */
export const shift = {} as const;

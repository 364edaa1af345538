/** What all editors say: saving, what somebody else changed, what has not been saved. */
export const forms = {} as const;

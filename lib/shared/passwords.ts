/** The fewest characters of a password that somebody sets. */
export const PASSWORD_LOWEST = 12;

/** Why the server refused, and what a person can do: two messages for each code, `CODE` and `CODE_remedy`. */
export const errors = {} as const;

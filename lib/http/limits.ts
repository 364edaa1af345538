/** What a request may hold that brings no file. */
export const MAX_BODY_BYTES = 64 * 1024;

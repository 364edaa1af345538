/** Leads everybody to their own screen. */
export const HOME = '/';

type Options = {
  /** Somebody was signed in until now; the page says so to whoever did not ask to be signed out. */
  hasEnded: boolean;
};

/** The sign-in page, which leads on to `next`. */
export function signInPath(next: string, { hasEnded }: Options): string {
  return `/login?next=${encodeURIComponent(next)}${hasEnded ? '&ended=1' : ''}`;
}

/** Where who works at several casinos says at which one they are, and goes on to `next`. */
export function choosePath(next: string): string {
  return `/choose?next=${encodeURIComponent(next)}`;
}

/** Where who is signed in gives the code of their second factor, or sets one up, and goes on to `next`. */
export function secondFactorPath(next: string): string {
  return `/second-factor?next=${encodeURIComponent(next)}`;
}

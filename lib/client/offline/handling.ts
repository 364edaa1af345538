/**
 * What the service worker does with a request. `page`: asked of the server, and answered with the page that works without one
 * where the server is away. `file`: a file of this or the last build, taken from the device. `leave`: not touched, so that no
 * answer of the API, nothing that is written, and nothing of another site ever gets near what is kept.
 */
export type Handling = 'page' | 'file' | 'leave';

type Asked = { method: string; mode: string; url: string };

/** Never changed once they are there: their names say what is in them. */
const FILES = '/_next/static/';
/** Documents that are no screens: what the API serves, and files with an ending of their own. */
const NO_SCREEN = /^\/api\/|\.[a-z]+$/;

export function handlingOf({ method, mode, url }: Asked, origin: string): Handling {
  const asked = new URL(url);
  if (method !== 'GET' || asked.origin !== origin) return 'leave';
  if (asked.pathname.startsWith(FILES)) return 'file';
  return mode === 'navigate' && !NO_SCREEN.test(asked.pathname) ? 'page' : 'leave';
}

/** Whether an answer comes from a server that can't reach what it needs, or from a proxy that can't reach the server. */
export function isServerAway(status: number): boolean {
  return status >= 502 && status <= 504;
}

const SHELL = 'pitside-shell-';

/** Whether a cache is one of files of a build. */
export function isShell(name: string): boolean {
  return name.startsWith(SHELL);
}

/** The name under which the files of one build are kept: the same list of files is the same build, in whatever order it comes. */
export function shellName(files: readonly string[]): string {
  let hash = 5381;
  for (const character of [...files].sort().join('\n')) hash = ((hash * 33) ^ character.charCodeAt(0)) >>> 0;
  return `${SHELL}${hash.toString(36)}`;
}

/** Another tab may still run the build before, and one that waited in between was never run. */
const KEPT_BESIDE = 2;

/**
 * The builds to delete once a new one has taken over: all but the newest. Those stay for other tabs, until each has found a
 * moment to load anew. `names` are in the order in which they were made.
 */
export function outdatedShells(names: readonly string[], current: string): string[] {
  return names.filter((name) => isShell(name) && name !== current).slice(0, -KEPT_BESIDE);
}

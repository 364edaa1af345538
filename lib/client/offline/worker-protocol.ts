/** Where the service worker is served from, for the whole site. */
export const WORKER = '/service-worker/sw.js';

/** The page that is shown while the server is away, whatever the address. */
export const SHELL_PAGE = '/offline';

/**
 * What a page asks the worker. `SKIP_WAITING`: to take over now. `HAS_FILES`: whether all of these files are of its build; it
 * answers true or false over the port that comes along.
 */
export type WorkerQuestion = { type: 'SKIP_WAITING' } | { type: 'HAS_FILES'; urls: string[] };

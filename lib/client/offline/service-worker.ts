import { type InstallEvent, type PrecacheEntry, Serwist } from 'serwist';
import { makeKeptDevice } from '@/lib/client/kept/kept-device';
import { isLanguage, LANGUAGES, type Language, pickLanguage } from '@/words/languages';
import { handlingOf, isServerAway, outdatedShells, shellName } from './handling';
import { SHELL_PAGE, type WorkerQuestion } from './worker-protocol';

type WorkerEvent = InstallEvent & { waitUntil(work: Promise<unknown>): void };
type QuestionEvent = Event & { data: WorkerQuestion; ports: readonly MessagePort[] };

/** The part of a service worker's global scope that is used; the project's types are those of a page. */
declare const self: {
  __SW_MANIFEST: PrecacheEntry[];
  location: Location;
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: Event) => void): void;
  addEventListener(type: 'message', listener: (event: QuestionEvent) => void): void;
};

/** So long a page is waited for before the one that works without a server is shown. */
const PAGE_PATIENCE_MS = 8_000;

const manifest = self.__SW_MANIFEST;
const shell = shellName(manifest.map(({ url }) => url));
// A new version waits until a page says that it is a good moment: neither `skipWaiting` nor `clientsClaim`.
const serwist = new Serwist({
  precacheEntries: manifest,
  precacheOptions: { cacheName: shell, cleanURLs: false, directoryIndex: null },
  // Where browsers can, the API is asked past the worker, which then need not be woken once a second.
  requestRules: { condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' },
  runtimeCaching: [
    { matcher: ({ request }) => handlingOf(request, self.location.origin) === 'file', handler: answerFile },
    { matcher: ({ request }) => handlingOf(request, self.location.origin) === 'page', handler: answerPage },
  ],
});

self.addEventListener('install', serwist.handleInstall);
self.addEventListener('install', (event) => event.waitUntil(keepShellPages()));
self.addEventListener('activate', (event) => event.waitUntil(deleteOutdated()));
self.addEventListener('fetch', serwist.handleFetch);
self.addEventListener('message', ({ data, ports }) => {
  if (data.type !== 'HAS_FILES') return;
  ports[0]?.postMessage(data.urls.every((url) => serwist.getPrecacheKeyForUrl(url) !== undefined));
});

/** Fetched as a stranger, once in each language: there is nothing of anybody in it. */
async function keepShellPages(): Promise<void> {
  const cache = await caches.open(shell);
  const keep = async (language: string) => {
    const page = await fetch(SHELL_PAGE, { credentials: 'omit', headers: { 'Accept-Language': language } });
    if (!page.ok) throw new Error(`The page that works without a network was answered with ${page.status}.`);
    await cache.put(keyOf(language), page);
  };
  await Promise.all(Object.keys(LANGUAGES).map(keep));
}

async function deleteOutdated(): Promise<void> {
  const outdated = outdatedShells(await caches.keys(), shell);
  await Promise.all(outdated.map((name) => caches.delete(name)));
}

/** A file that is not of this build may be of the one before, which another tab still runs. */
async function answerFile({ request }: { request: Request }): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function answerPage({ request }: { request: Request }): Promise<Response> {
  const page = await Promise.race([fetch(request).catch(() => null), nothingAfter(PAGE_PATIENCE_MS)]);
  if (page && !isServerAway(page.status)) return page;
  return (await findShellPage()) ?? page ?? Response.error();
}

async function findShellPage(): Promise<Response | undefined> {
  const cache = await caches.open(shell);
  return cache.match(keyOf(await readLanguage()));
}

/** That of the person whose floor is kept; where nobody's is, the browser's. */
async function readLanguage(): Promise<Language> {
  const kept = await makeKeptDevice<unknown, unknown>()
    .read()
    .catch(() => null);
  return isLanguage(kept?.language) ? kept.language : pickLanguage(navigator.languages.join(','));
}

function keyOf(language: string): string {
  return `${SHELL_PAGE}?language=${language}`;
}

function nothingAfter(delayMs: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), delayMs));
}

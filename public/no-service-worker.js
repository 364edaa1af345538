/*
 * Answered in the place of the service worker where that is switched off (PITSIDE_SERVICE_WORKER=0). It takes over without being
 * told to, since a page that is broken tells nobody; deletes the files that were kept; and leaves every request to the network. What is
 * kept in databases stays: rewards wait there.
 */
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(deleteShells()));
// Asked by a page whether it may stay as it is.
self.addEventListener('message', ({ ports }) => ports[0]?.postMessage(true));

async function deleteShells() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('pitside-shell-')).map((name) => caches.delete(name)));
}

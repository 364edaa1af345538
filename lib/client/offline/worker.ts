import { isShell } from './handling';
import { WORKER, type WorkerQuestion } from './worker-protocol';

/** Longer than a worker needs to be woken, to answer or to take over. */
const PATIENCE_MS = 5_000;

/** Whether this browser can show anything without a network: over https, or on the machine itself, and in a build only. */
export function canWorkOffline(): boolean {
  return process.env.NODE_ENV === 'production' && 'serviceWorker' in navigator;
}

/** Has the browser keep the service worker, which fetches what it needs for itself. Null where it can't or won't. */
export async function startWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!canWorkOffline()) return null;
  // The worker is looked at on each load and never taken from a cache; refused by the person, it is done without.
  return navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' }).catch(() => null);
}

/** How far the service worker of this device is. */
export type WorkerStanding = {
  /**
   * `preparing`: the browser still fetches what it takes. `impossible`: it does not let a page of this address. `missing`: what it
   * takes is gone, since whoever runs Pitside switched it off or the browser cleared it.
   */
  worker: 'ready' | 'preparing' | 'missing' | 'impossible';
  isNewVersionWaiting: boolean;
};

export async function readWorkerStanding(): Promise<WorkerStanding> {
  if (!canWorkOffline()) return { worker: 'impossible', isNewVersionWaiting: false };
  const registration = await navigator.serviceWorker.getRegistration('/').catch(() => undefined);
  if (!registration?.active) return { worker: 'preparing', isNewVersionWaiting: false };
  const names = await caches.keys().catch(() => []);
  return { worker: names.some(isShell) ? 'ready' : 'missing', isNewVersionWaiting: Boolean(registration.waiting) };
}

/** Whether all files that this page has loaded are of the worker's build. */
export function isOfThisPage(worker: ServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), PATIENCE_MS);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<boolean>) => {
      resolve(data);
      port1.close();
    };
    ask(worker, { type: 'HAS_FILES', urls: filesOfThisPage() }, [port2]);
  });
}

/**
 * Has the worker that waits by now take over, which may be a newer one than did when that was wanted; resolves once it has, or
 * when it takes too long.
 */
export function takeOver({ waiting: worker }: Pick<ServiceWorkerRegistration, 'waiting'>): Promise<void> {
  return new Promise((resolve) => {
    if (!worker) return resolve();
    setTimeout(resolve, PATIENCE_MS);
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
    });
    ask(worker, { type: 'SKIP_WAITING' });
  });
}

function ask(worker: ServiceWorker, question: WorkerQuestion, transfer: Transferable[] = []): void {
  worker.postMessage(question, transfer);
}

function filesOfThisPage(): string[] {
  const urls = [...document.scripts].map(({ src }) => src);
  return urls.filter((url) => isFile(url));
}

/** Whether an address is that of a file of a build. */
export function isFile(url: string): boolean {
  return url.startsWith(`${window.location.origin}/_next/static/`);
}

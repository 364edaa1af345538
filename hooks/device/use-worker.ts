import { useEffect } from 'react';
import { onMissingFile } from '@/lib/client/offline/missing-file';
import type { Renewal } from '@/lib/client/offline/renewal';
import { isOfThisPage, startWorker, takeOver } from '@/lib/client/offline/worker';
import { useRenewal } from './use-renewal';

/** What it fetches to keep must not stand in the way of what the person looks at first. */
const BEGIN_AFTER_MS = 4_000;
/** How often a page that stays open asks whether there is a new version. */
const ASK_EVERY_MS = 30 * 60_000;

/**
 * Has the browser keep the worker that shows the product without a network; takes a new version of it between two rewards: the page
 * is loaded anew then, unless it is of the new version already.
 */
export function useWorker(): void {
  const renewal = useRenewal();
  useEffect(() => onMissingFile(() => renewal.want()), [renewal]);
  useEffect(() => {
    let isGone = false;
    let stop = () => {};
    const begin = async () => {
      const registration = await startWorker();
      if (registration && !isGone) stop = follow(registration, renewal);
    };
    const timer = setTimeout(() => void begin(), BEGIN_AFTER_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
      stop();
    };
  }, [renewal]);
}

function follow(registration: ServiceWorkerRegistration, renewal: Renewal): () => void {
  const onUpdate = () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => void meet(registration, worker, renewal));
  };
  const ask = () => void registration.update().catch(() => undefined);
  const timer = setInterval(ask, ASK_EVERY_MS);
  registration.addEventListener('updatefound', onUpdate);
  onUpdate();
  if (registration.waiting) void meet(registration, registration.waiting, renewal);
  return () => {
    clearInterval(timer);
    registration.removeEventListener('updatefound', onUpdate);
  };
}

/** A worker is ready, or another tab has had it take over. The first one of a device takes over by itself. */
async function meet(registration: ServiceWorkerRegistration, worker: ServiceWorker, renewal: Renewal): Promise<void> {
  const isWaiting = registration.waiting === worker && registration.active !== null;
  if (!isWaiting && worker.state !== 'activated') return;
  const isSame = await isOfThisPage(worker);
  if (isSame && isWaiting) await takeOver(registration);
  if (!isSame) renewal.want(isWaiting ? () => takeOver(registration) : undefined);
}

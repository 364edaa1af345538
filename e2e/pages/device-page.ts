import { expect, type Page } from '@playwright/test';

/** Longer than a screen has to be quiet for its moment to be calm, by a look or two. */
const STAYS_MS = 4_500;

/** The device that a page is on: what it keeps, and its network. */
export class DevicePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until the device could do without a network: the worker has all that it needs, and a floor is kept. */
  async untilReady(): Promise<void> {
    await this.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await expect.poll(() => this.keptText()).toContain('"pits":[{');
  }

  async goOffline(): Promise<void> {
    await this.page.context().setOffline(true);
  }

  async comeBack(): Promise<void> {
    await this.page.context().setOffline(false);
  }

  /** Everything that is kept of a person, as text; empty where there is nothing. */
  keptText(): Promise<string> {
    return this.page.evaluate(async () => {
      // To open what is not there would make it.
      const databases = await indexedDB.databases();
      if (!databases.some(({ name }) => name === 'pitside-kept')) return '';
      const records = await new Promise<unknown[]>((resolve, reject) => {
        const request = indexedDB.open('pitside-kept');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction('kept');
          const all = transaction.objectStore('kept').getAll();
          transaction.oncomplete = () => {
            request.result.close();
            resolve(all.result);
          };
        };
      });
      return records.length > 0 ? JSON.stringify(records) : '';
    });
  }

  /** The addresses of all files and pages that the device keeps. */
  keptAddresses(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
      const requests = await Promise.all(caches.map((cache) => cache.keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
  }

  /**
   * Has the browser find a new version, which lacks a file that this page has loaded; waits until it is ready to take over. No test can
   * answer for the server here: the browser asks for a worker past it. The same worker under another address is another version.
   */
  async deploy(): Promise<void> {
    await this.page.evaluate(async () => {
      const script = document.createElement('script');
      // Of a kind that no browser fetches.
      script.type = 'text/plain';
      script.src = '/_next/static/chunks/of-the-version-before.js';
      document.head.append(script);
      await navigator.serviceWorker.register('/service-worker/sw.js?next', { scope: '/', updateViaCache: 'none' });
    });
    await expect.poll(() => this.hasNewVersionWaiting()).toBe(true);
  }

  /** Has the browser find what a server answers on which the worker is switched off; waits until it has taken over. */
  async switchWorkerOff(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.register('/no-service-worker.js', { scope: '/', updateViaCache: 'none' });
    });
    await expect
      .poll(() => this.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL))
      .toContain('/no-service-worker.js');
  }

  hasNewVersionWaiting(): Promise<boolean> {
    return this.page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
  }

  /** Marks the page as it stands: a page that is loaded anew has no mark. */
  async mark(): Promise<void> {
    await this.page.evaluate(() => {
      document.documentElement.dataset.marked = 'true';
    });
  }

  /** The marked page stays for longer than it would take to be loaded anew, were the moment a calm one. */
  async expectSamePage(): Promise<void> {
    await this.page.waitForTimeout(STAYS_MS);
    await expect(this.page.locator('html')).toHaveAttribute('data-marked', 'true');
  }

  async expectNewPage(): Promise<void> {
    await expect(this.page.locator('html[data-marked]')).toHaveCount(0);
  }
}

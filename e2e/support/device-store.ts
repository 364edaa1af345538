import type { Page } from '@playwright/test';

/** Loads the page anew so that `closeStore` reaches the connections that it opens. */
export async function reloadWithStoreInReach(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connections: IDBDatabase[] = [];
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...given) {
      const request = open.apply(this, given);
      request.addEventListener('success', () => connections.push(request.result));
      return request;
    };
    Object.assign(window, { storeConnections: connections });
  });
  await page.reload();
}

/** Closes the device's store under the page: no event tells of it, as iOS does to a tablet that slept. */
export async function closeStore(page: Page): Promise<void> {
  const closed = await page.evaluate(() => {
    const { storeConnections } = window as unknown as { storeConnections: IDBDatabase[] };
    for (const connection of storeConnections) connection.close();
    return storeConnections.length;
  });
  if (closed === 0) throw new Error('The page has opened no store.');
}

/** Leaves the browser no room for anything that it does not keep already; returns the way to give it back. */
export async function fillStorage(page: Page): Promise<() => Promise<void>> {
  const client = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  return async () => {
    await client.send('Storage.overrideQuotaForOrigin', { origin });
  };
}

/** Lets the store fail whatever is asked of it, until the page is loaded anew. */
export async function breakStore(page: Page): Promise<void> {
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
    };
  });
}

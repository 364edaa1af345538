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

/** What a small device has room for. */
const ROOM_BYTES = 8_000_000;

/** Before the first page: a browser with little room, which can be filled up, and given its room back. */
export async function makeRoomScarce(page: Page, url: string) {
  const client = await page.context().newCDPSession(page);
  const { origin } = new URL(url);
  const limitTo = (quotaSize: number) => client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
  await limitTo(ROOM_BYTES);
  return {
    /** Leaves no room for anything that is not kept already. */
    async fill(): Promise<void> {
      await limitTo(1);
      await page.evaluate(writeTooMuch, ROOM_BYTES);
    },
    giveBack: () => client.send('Storage.overrideQuotaForOrigin', { origin }),
  };
}

/** A browser goes by the room that it saw left up to half a minute ago, until something is larger than that. */
async function writeTooMuch(bytes: number): Promise<void> {
  const opening = indexedDB.open('too-much');
  opening.onupgradeneeded = () => opening.result.createObjectStore('too-much');
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = () => reject(opening.error);
  });
  const transaction = opening.result.transaction('too-much', 'readwrite');
  const refusal = new Promise<string | undefined>((resolve) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => resolve(transaction.error?.name);
  });
  transaction.objectStore('too-much').put(new Uint8Array(bytes), 'all');
  const name = await refusal;
  opening.result.close();
  if (name !== 'QuotaExceededError') throw new Error(`There was room, or something else went wrong: ${name}`);
}

/** Lets the store fail whatever is asked of it, until the page is loaded anew. */
export async function breakStore(page: Page): Promise<void> {
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
    };
  });
}

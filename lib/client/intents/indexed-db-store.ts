import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Decide, IntentStore } from './store';

const INTENTS = 'intents';
// The default durability may answer before the disk has the data; a tablet that loses power must not lose a key.
const DURABLE: IDBTransactionOptions = { durability: 'strict' };

/** What is kept here goes by its key, and is listed by when it was confirmed. */
type Kept = { idempotencyKey: string; createdAt: number };

interface IntentSchema<Intent extends Kept> extends DBSchema {
  [INTENTS]: { key: string; value: Intent; indexes: { createdAt: number } };
}

/**
 * Keeps intents on the device, for all tabs, over a killed tab and a lost battery. The database is opened on first use;
 * every method rejects where the browser has none or has no room, and works again as soon as the browser lets it.
 */
export function makeIndexedDbStore<Intent extends Kept>(name: string): IntentStore<Intent> {
  const open = makeOpener<Intent>(name);
  return {
    async list() {
      const database = await open();
      return database.getAllFromIndex(INTENTS, 'createdAt');
    },
    async add(intent: Intent) {
      const database = await open();
      const transaction = database.transaction(INTENTS, 'readwrite', DURABLE);
      await Promise.all([transaction.store.add(intent), transaction.done]);
    },
    async change(key: string, decide: Decide<Intent>) {
      const database = await open();
      const transaction = database.transaction(INTENTS, 'readwrite', DURABLE);
      const before = await transaction.store.get(key);
      if (before === undefined) {
        await transaction.done;
        return null;
      }
      const after = decide(before);
      if (after === null) await Promise.all([transaction.store.delete(key), transaction.done]);
      else if (after !== before) await Promise.all([transaction.store.put(after), transaction.done]);
      else await transaction.done;
      return { before, after };
    },
  };
}

/** One connection, opened when needed and again after the browser or a newer version of the app closed it. */
function makeOpener<Intent extends Kept>(name: string): () => Promise<IDBPDatabase<IntentSchema<Intent>>> {
  let connection: Promise<IDBPDatabase<IntentSchema<Intent>>> | null = null;
  const forget = () => {
    connection = null;
  };
  return () => {
    connection ??= openDB<IntentSchema<Intent>>(name, 1, {
      upgrade(database) {
        database.createObjectStore(INTENTS, { keyPath: 'idempotencyKey' }).createIndex('createdAt', 'createdAt');
      },
      blocking(_currentVersion, _blockedVersion, event) {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    connection.catch(forget);
    return connection;
  };
}

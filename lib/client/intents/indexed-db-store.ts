import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { RewardIntent, RewardIntentStore } from '@/lib/client/reward-queue/types';

const DATABASE = 'pitside-reward-queue';
const INTENTS = 'intents';
// The default durability may answer before the disk has the data; a tablet that loses power must not lose a key.
const DURABLE: IDBTransactionOptions = { durability: 'strict' };

interface QueueSchema<Input> extends DBSchema {
  [INTENTS]: { key: string; value: RewardIntent<Input>; indexes: { createdAt: number } };
}

/**
 * The device's store of waiting rewards, shared by all tabs. The database is opened on first use; every method rejects
 * where the browser has none or has no room, and works again as soon as the browser lets it.
 */
export function makeIndexedDbStore<Input>(name = DATABASE): RewardIntentStore<Input> {
  const open = makeOpener<Input>(name);
  return {
    async list() {
      const database = await open();
      return database.getAllFromIndex(INTENTS, 'createdAt');
    },
    async add(intent) {
      const database = await open();
      const transaction = database.transaction(INTENTS, 'readwrite', DURABLE);
      await Promise.all([transaction.store.add(intent), transaction.done]);
    },
    async change(key, decide) {
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
function makeOpener<Input>(name: string): () => Promise<IDBPDatabase<QueueSchema<Input>>> {
  let connection: Promise<IDBPDatabase<QueueSchema<Input>>> | null = null;
  const forget = () => {
    connection = null;
  };
  return () => {
    connection ??= openDB<QueueSchema<Input>>(name, 1, {
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

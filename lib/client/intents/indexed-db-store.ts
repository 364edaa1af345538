import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { DeviceStoreError, isNamed } from './device-store-error';
import type { Decide, IntentStore } from './store';

const INTENTS = 'intents';
// The default durability may answer before the disk has the data; a tablet that loses power must not lose a key.
const DURABLE: IDBTransactionOptions = { durability: 'strict' };
/** What a connection answers, each time anew, that the browser has closed without a word, as iOS does to a tablet that slept. */
const LOST_CONNECTION = ['InvalidStateError', 'UnknownError', 'AbortError'];

/** What is kept here goes by its key, and is listed by when it was confirmed. */
type Kept = { idempotencyKey: string; createdAt: number };

interface IntentSchema<Intent extends Kept> extends DBSchema {
  [INTENTS]: { key: string; value: Intent; indexes: { createdAt: number } };
}

type Database<Intent extends Kept> = IDBPDatabase<IntentSchema<Intent>>;
/** `isRepeat`: it was tried before, on a connection that was lost, and may have been done. */
type Step<Intent extends Kept, Result> = (database: Database<Intent>, isRepeat: boolean) => Promise<Result>;

/**
 * Keeps intents on the device, for all tabs, over a killed tab and a lost battery. The database is opened on first use,
 * and once more when its connection turns out to be lost; every method rejects with a `DeviceStoreError` where the browser
 * has none or has no room, and works again as soon as the browser lets it.
 */
export function makeIndexedDbStore<Intent extends Kept>(name: string): IntentStore<Intent> {
  const run = makeRunner<Intent>(name);
  return {
    list: () => run((database) => database.getAllFromIndex(INTENTS, 'createdAt')),
    add: (intent) =>
      run(async (database, isRepeat) => {
        const transaction = database.transaction(INTENTS, 'readwrite', DURABLE);
        await allOf(transaction.store.add(intent), transaction.done).catch((error: unknown) => {
          // The lost connection had kept it before it was lost.
          if (!isRepeat || !isNamed(error, 'ConstraintError')) throw error;
        });
      }),
    // Repeated after a first time that counted, it finds what that left, and decides on it like anybody who comes second.
    change: (key, decide) => run((database) => change(database, key, decide)),
  };
}

async function change<Intent extends Kept>(database: Database<Intent>, key: string, decide: Decide<Intent>) {
  const { store, done } = database.transaction(INTENTS, 'readwrite', DURABLE);
  // Where the reading fails, that is told; the transaction then fails unheard.
  done.catch(() => {});
  const before = await store.get(key);
  if (before === undefined) {
    await done;
    return null;
  }
  const after = decide(before);
  if (after === null) await allOf(store.delete(key), done);
  else if (after !== before) await allOf(store.put(after), done);
  else await done;
  return { before, after };
}

/** Runs a step on the one connection, and once more on a new one where the connection was lost. */
function makeRunner<Intent extends Kept>(name: string) {
  const connection = makeConnection<Intent>(name);
  const attempt = async <Result>(step: Step<Intent, Result>, isRepeat: boolean): Promise<Result> => {
    const opening = connection.open();
    try {
      return await step(await opening, isRepeat);
    } catch (error) {
      if (isLost(error)) connection.drop(opening);
      throw error;
    }
  };
  return <Result>(step: Step<Intent, Result>): Promise<Result> =>
    attempt(step, false)
      .catch((error: unknown) => {
        if (!isLost(error)) throw error;
        return attempt(step, true);
      })
      .catch((error: unknown) => {
        throw new DeviceStoreError(error);
      });
}

function isLost(error: unknown): boolean {
  return isNamed(error, ...LOST_CONNECTION);
}

/** One connection, opened when needed and again after the browser or a newer version of the app closed it. */
function makeConnection<Intent extends Kept>(name: string) {
  let current: Promise<Database<Intent>> | null = null;
  const forget = (opening: Promise<Database<Intent>>) => {
    if (current === opening) current = null;
  };
  const open = () => {
    const opening = openDB<IntentSchema<Intent>>(name, 1, {
      upgrade(database) {
        database.createObjectStore(INTENTS, { keyPath: 'idempotencyKey' }).createIndex('createdAt', 'createdAt');
      },
      blocking(_currentVersion, _blockedVersion, event) {
        (event.target as IDBDatabase).close();
        forget(opening);
      },
      terminated: () => forget(opening),
    });
    opening.catch(() => forget(opening));
    return opening;
  };
  return {
    open(): Promise<Database<Intent>> {
      current ??= open();
      return current;
    },
    /** Closes a connection that no longer works; another one that was opened meanwhile is left as it is. */
    drop(opening: Promise<Database<Intent>>): void {
      forget(opening);
      opening.then((database) => database.close()).catch(() => {});
    },
  };
}

/** Done when all are; of their failures the cause is told, and not the abort that follows from it. */
async function allOf(...parts: Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(parts);
  const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((failure) => !isNamed(failure, 'AbortError')) ?? failures[0];
}

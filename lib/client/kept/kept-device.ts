import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { forgetKept, KEPT_DATABASE } from './forget';

const STORE = 'kept';
/** There is one record, so that what is kept of one person goes when another one comes. */
const DEVICE = 'device';
/** As long as a shift: a floor that is older is none to work by, and who has not been in touch with the server since is nobody. */
const KEPT_FOR_MS = 12 * 3_600_000;

/** Whose it is. */
export type Account = { casinoId: string; staffId: string };

/** The last floor that was read. */
export type KeptFloor<Floor> = {
  answer: Floor;
  /** When the server last said that it holds, in epoch milliseconds of the server's clock. */
  answeredAt: number;
  /** The same moment by the device's clock. */
  seenAt: number;
};

/** What a device shows without a network. Times but `answeredAt` are epoch milliseconds of the device's clock. */
export type Kept<Me, Floor> = {
  account: Account;
  me: Me;
  /** In which the pages were read. */
  language: string;
  floor: KeptFloor<Floor> | null;
  /** When the server was last heard. */
  seenAt: number;
};

interface KeptSchema<Me, Floor> extends DBSchema {
  [STORE]: { key: string; value: Kept<Me, Floor> };
}

/**
 * Keeps one person's last view of the floor on this device, for when there is no network. What belongs to somebody else, or
 * to a person who has signed out, can't be written: every write looks at whose record it is, in the same transaction.
 */
export function makeKeptDevice<Me, Floor>(now: () => number = Date.now) {
  type Record = Kept<Me, Floor>;
  // By its amount, since the clock may have been turned either way.
  const isFresh = ({ seenAt }: { seenAt: number }) => Math.abs(now() - seenAt) <= KEPT_FOR_MS;
  const freshFloor = ({ floor }: Record) => (floor && isFresh(floor) ? floor : null);
  const change = (decide: (before: Record | undefined) => Record | undefined) =>
    withDatabase<Me, Floor, void>(async (database) => {
      const transaction = database.transaction(STORE, 'readwrite');
      const before = await transaction.store.get(DEVICE);
      const after = decide(before);
      if (after && after !== before) await transaction.store.put(after, DEVICE);
      await transaction.done;
    });
  return {
    /** Makes the record that of a person who is signed in, as the server has just said; another person's is gone then. */
    claim(account: Account, me: Me, language: string): Promise<void> {
      return change((before) => ({
        account,
        me,
        language,
        floor: before && isSame(before.account, account) ? freshFloor(before) : null,
        seenAt: now(),
      }));
    },
    /** Keeps the floor of an account, if the record is still that account's. */
    keepFloor(account: Account, floor: KeptFloor<Floor>): Promise<void> {
      return change((before) =>
        before && isSame(before.account, account)
          ? { ...before, floor, seenAt: Math.max(before.seenAt, floor.seenAt) }
          : before,
      );
    },
    /** What is kept, or null; what is too old is not shown, and what is so of the person is deleted. */
    async read(): Promise<Record | null> {
      const kept = await withDatabase<Me, Floor, Record | undefined>((database) => database.get(STORE, DEVICE));
      if (!kept) return null;
      if (isFresh(kept)) return { ...kept, floor: freshFloor(kept) };
      await forgetKept();
      return null;
    },
  };
}

export type KeptDevice<Me, Floor> = ReturnType<typeof makeKeptDevice<Me, Floor>>;

/** Opened for each step, so that no connection stands in the way of deleting all of it. */
async function withDatabase<Me, Floor, Answer>(
  work: (database: IDBPDatabase<KeptSchema<Me, Floor>>) => Promise<Answer>,
): Promise<Answer> {
  const database = await openDB<KeptSchema<Me, Floor>>(KEPT_DATABASE, 1, {
    upgrade: (opened) => void opened.createObjectStore(STORE),
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

function isSame(one: Account, other: Account): boolean {
  return one.casinoId === other.casinoId && one.staffId === other.staffId;
}

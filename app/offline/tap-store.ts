import type { Tap } from './taps';

/** The name of the database; `forget` deletes it whole. */
export const tapDatabase = 'linli-roster';
const store = 'taps';

/** A tap as it is stored: numbered in the order in which they were made. */
export type StoredTap = Tap & { number: number };

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(tapDatabase, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(store, { keyPath: 'number', autoIncrement: true });
    request.onsuccess = () => {
      // Deleted from another tab: its connection must not stand in the way, nor this one be used again.
      request.result.onversionchange = () => closeTaps();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('No storage'));
  }).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** Closes the database, so that it can be deleted. */
export function closeTaps(): void {
  void opening?.then((database) => database.close());
  opening = undefined;
}

async function run<Result>(
  mode: IDBTransactionMode,
  ask: (taps: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const transaction = (await open()).transaction(store, mode);
  const request = ask(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error('No storage'));
  });
}

/** Everything kept, in the order in which it was done. */
export const readTaps = (): Promise<StoredTap[]> =>
  run('readonly', (taps) => taps.getAll() as IDBRequest<StoredTap[]>);

/** Keeps a new one, and answers once it is on the disk. */
export const addTap = async (tap: Tap): Promise<StoredTap> => ({
  ...tap,
  number: Number(await run('readwrite', (taps) => taps.add(tap))),
});

export const changeTap = (tap: StoredTap): Promise<unknown> => run('readwrite', (taps) => taps.put(tap));

export const removeTap = (number: number): Promise<unknown> =>
  run('readwrite', (taps) => taps.delete(number));

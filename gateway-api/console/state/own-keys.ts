import { type OwnKeyIdentity } from '../../../client/own-key/own-key-identity';

/**
 * Members' own keys on this device, in IndexedDB. A key is a CryptoKey that can't be extracted: a page can have it sign,
 * but nobody can read it, and it never leaves this browser.
 */
const DATABASE = 'sunledger-keys';
const STORE = 'identities';

/** The identities that this browser holds keys of, by member. */
export async function keptIdentities(): Promise<OwnKeyIdentity[]> {
  return await inStore<OwnKeyIdentity[]>('readonly', (store) => store.getAll());
}

/** The identity of a member; undefined where its key is not here. */
export async function keptIdentity(member: string): Promise<OwnKeyIdentity | undefined> {
  return await inStore<OwnKeyIdentity | undefined>('readonly', (store) => store.get(member));
}

/** Keeps an identity, in place of an earlier one of the same member. */
export async function keepIdentity(identity: OwnKeyIdentity): Promise<void> {
  await inStore('readwrite', (store) => store.put(identity));
}

/** Forgets a key for good: who has no other way in has to be admitted anew. */
export async function forgetIdentity(member: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(member));
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE, { keyPath: 'member' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The store of keys cannot be opened'));
  });
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE)) as IDBRequest<T>;
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error('The store of keys failed'));
      transaction.onabort = transaction.onerror;
    });
  } finally {
    database.close();
  }
}

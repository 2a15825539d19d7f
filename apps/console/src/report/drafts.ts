// drafts.ts - reports that could not be sent yet. Kept in this browser's IndexedDB until the service has them, then removed.
const STORE = 'unsent';

export interface Draft {
  clientReportId: string;
  /** The exact body: sending it again is safe, because the service knows it by its clientReportId. */
  body: string;
  keptAt: string;
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open('hotline', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'clientReportId' });
  return (await done(opening)).transaction(STORE, mode).objectStore(STORE);
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing.'));
  });
}

export async function keepDraft(draft: Draft): Promise<void> {
  await done((await store('readwrite')).put(draft));
}

export async function dropDraft(clientReportId: string): Promise<void> {
  await done((await store('readwrite')).delete(clientReportId));
}

export async function draftsKept(): Promise<Draft[]> {
  return done((await store('readonly')).getAll() as IDBRequest<Draft[]>);
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { overwriteServerAsyncLocalStorage } from '~/generated/messages/runtime';
import type { Locale } from './locale';

interface Store {
  locale?: Locale;
  origin?: string;
}

const storage = new AsyncLocalStorage<Store>();
overwriteServerAsyncLocalStorage(storage);

/** Runs a request in its language; every `m.x()` below it, also in the streamed rendering, speaks that language. */
export function withLocale<Result>(locale: Locale, run: () => Result): Result {
  return storage.run({ locale }, run);
}

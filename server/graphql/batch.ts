import DataLoader from 'dataloader';
import type { Context } from './context';

/**
 * Gathers what a field asks for on every row of a list into one question a request, for answers that Pothos' own loaders do
 * not carry. `load` answers in the order of the keys.
 */
export function batched<Key, Answer>(
  load: (keys: readonly Key[], context: Context) => Promise<readonly Answer[]>,
): (context: Context, key: Key) => Promise<Answer> {
  const loaders = new WeakMap<Context, DataLoader<Key, Answer>>();
  return (context, key) => {
    let loader = loaders.get(context);
    if (!loader) {
      loader = new DataLoader<Key, Answer>((keys) => load(keys, context), { cache: false });
      loaders.set(context, loader);
    }
    return loader.load(key);
  };
}

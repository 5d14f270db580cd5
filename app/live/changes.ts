import { useSyncExternalStore } from 'react';

/** How long a row stays marked after a live change. */
const markedMs = 2_000;

const changed = new Set<string>();
const listeners = new Set<() => void>();
let count = 0;

function tell() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Notes that a live change touched these things. */
export function markChanged(ids: readonly string[]): void {
  for (const id of ids) changed.add(id);
  count += 1;
  tell();
  window.setTimeout(() => {
    for (const id of ids) changed.delete(id);
    tell();
  }, markedMs);
}

/** Spread on a row: marks it for two seconds when one of these things was changed by a live event. */
export function useLiveMark(...ids: readonly string[]): { 'data-live-changed'?: '' } {
  const isChanged = useSyncExternalStore(
    subscribe,
    () => ids.some((id) => changed.has(id)),
    () => false,
  );
  return isChanged ? { 'data-live-changed': '' } : {};
}

/** How many live changes this page has seen; the announcer speaks when it grows. */
export function useChangeCount(): number {
  return useSyncExternalStore(
    subscribe,
    () => count,
    () => 0,
  );
}

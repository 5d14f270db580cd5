import { useSyncExternalStore } from 'react';

const neverChanges = () => () => undefined;

/** Whether the page's script runs: false on the server and while the page hydrates, so that both draw the same. */
export function useHasScript(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

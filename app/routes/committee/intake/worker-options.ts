import type { Option } from '~/app/components/ui/choice-field';

/** Who may handle a complaint besides whoever writes it down. */
export const workerOptions = (
  workers: readonly { id: string; displayName: string | null }[],
  self: string,
): Option[] =>
  workers
    .filter(({ id }) => id !== self)
    .map(({ id, displayName }) => ({ value: id, label: displayName ?? '' }))
    .filter(({ label }) => label !== '');

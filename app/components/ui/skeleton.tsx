import { m } from '~/generated/messages/messages';

/** Grey lines where text is about to be; says to screen readers that it is loading. Without script nothing would ever come. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div role="status" className="flex flex-col gap-3 noscript:hidden">
      <span className="sr-only">{m.common_loading()}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} aria-hidden className="skeleton h-4 rounded-control bg-rule odd:w-full even:w-2/3" />
      ))}
    </div>
  );
}

import { m } from '~/generated/messages/messages';

/** The first thing the keyboard reaches. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only z-50 rounded-control bg-surface px-4 py-3 font-semibold focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      {m.common_skip_to_content()}
    </a>
  );
}

import type { ReactNode } from 'react';

/**
 * A choice and what it alone asks. The stylesheet shows the questions while the choice is ticked (app.css), with JavaScript
 * or without; a browser that cannot tell shows them always.
 */
export function Reveal({ choice, children }: { choice: ReactNode; children: ReactNode }) {
  return (
    <div className="reveal">
      {choice}
      <div className="reveal-more">{children}</div>
    </div>
  );
}

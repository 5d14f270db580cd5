import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface Fact {
  icon?: LucideIcon;
  term: ReactNode;
  value: ReactNode;
}

/** What, when, where: terms and their values; in elder mode on a phone a value has the line below its term. */
export function Facts({ facts }: { facts: readonly (Fact | false | null | undefined)[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 elder:max-sm:grid-cols-1">
      {facts.map(
        (fact, position) =>
          fact && (
            <div key={position} className="col-span-full grid grid-cols-subgrid items-baseline">
              <dt className="flex gap-2 text-muted">
                {fact.icon && <fact.icon aria-hidden className="size-5 shrink-0 self-center" />}
                <span className="self-baseline">{fact.term}</span>
              </dt>
              <dd>{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

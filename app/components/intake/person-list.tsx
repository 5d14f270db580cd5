import type { KeyboardEvent, Ref } from 'react';
import { personFacts } from './person-words';
import type { IntakePerson } from '~/app/graphql/committee/intake';

interface PersonListProps {
  ref: Ref<HTMLUListElement>;
  id: string;
  people: readonly IntakePerson[];
  onPick: (person: IntakePerson) => void;
}

/** People found while one types: arrows walk the list, Enter picks, Escape or the upper end leads back to the field. */
export function PersonList({ ref, id, people, onPick }: PersonListProps) {
  const walk = (event: KeyboardEvent<HTMLUListElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const field = document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(id)}"]`);
    if (next < 0) field?.focus();
    else buttons[next]?.focus();
  };
  return (
    <ul
      ref={ref}
      id={id}
      onKeyDown={walk}
      className="max-h-80 divide-y divide-rule overflow-y-auto rounded-card border border-primary bg-surface"
    >
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            onClick={() => onPick(person)}
            className="flex min-h-target w-full flex-wrap items-baseline gap-x-3 px-4 py-2 text-left -outline-offset-3 hover:bg-primary-tint focus:bg-primary-tint"
          >
            <span className="font-semibold">{person.name}</span>
            <span className="text-muted">{personFacts(person)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

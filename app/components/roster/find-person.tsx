import { Search } from 'lucide-react';
import { Form } from 'react-router';
import { m } from '~/generated/messages/messages';
import type { RosterClaim } from '~/app/graphql/organisation/roster';
import { controlLook } from '~/app/components/ui/field';
import { cx } from '~/app/components/ui/cx';

/** Whether a person's name holds what is looked for. */
export function isNamed(claim: Pick<RosterClaim, 'person'>, find: string): boolean {
  const sought = find.normalize('NFKC').trim().toLocaleLowerCase();
  return sought === '' || (claim.person?.displayName ?? '').toLocaleLowerCase().includes(sought);
}

interface FindPersonProps {
  value: string;
  onChange: (value: string) => void;
  found: number;
}

/** Finds somebody on a long roster as one types; without JavaScript by pressing Enter. */
export function FindPerson({ value, onChange, found }: FindPersonProps) {
  return (
    <Form method="get" role="search" className="flex flex-col gap-1">
      <label htmlFor="find" className="sr-only">
        {m.organisation_find()}
      </label>
      <div className="relative">
        <Search aria-hidden className="absolute top-1/2 left-3 size-5 -translate-y-1/2 text-muted" />
        <input
          id="find"
          name="find"
          type="search"
          autoComplete="off"
          enterKeyHint="search"
          placeholder={m.organisation_find()}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={cx(controlLook, 'pl-10')}
        />
      </div>
      <p role="status" className={value.trim() ? 'text-meta text-muted' : 'sr-only'}>
        {value.trim() && m.organisation_found({ count: found })}
      </p>
    </Form>
  );
}

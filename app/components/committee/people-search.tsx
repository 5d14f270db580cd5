import { Search } from 'lucide-react';
import { Form } from 'react-router';
import { Button, type ButtonTone } from '~/app/components/ui/button';
import { TextField } from '~/app/components/ui/text-field';
import { m } from '~/generated/messages/messages';

interface PeopleSearchProps {
  /** What the address asks for now. */
  search: string;
  label: string;
  tone?: ButtonTone;
}

/** Asks the desk's page for people; the address keeps what was asked. */
export function PeopleSearch({ search, label, tone }: PeopleSearchProps) {
  return (
    <Form method="get" role="search" className="flex flex-col gap-3 sm:flex-row sm:items-end">
      <div className="flex-1">
        <TextField
          key={search}
          field={{ id: 'search', name: 'search', initialValue: search }}
          label={label}
          type="search"
          autoComplete="off"
        />
      </div>
      <Button icon={Search} tone={tone}>
        {m.committee_slips_find()}
      </Button>
    </Form>
  );
}

import { Search } from 'lucide-react';
import { personFacts } from './person-words';
import { Button } from '~/app/components/ui/button';
import { ChoiceGroup } from '~/app/components/ui/choice-field';
import type { FieldMeta } from '~/app/components/ui/field';
import type { IntakePerson } from '~/app/graphql/committee/intake';
import { m } from '~/generated/messages/messages';

/** Without JavaScript: a button that finds people by what was typed, and those it found, to choose from. */
export function PersonChoices({ field, people }: { field: FieldMeta; people: readonly IntakePerson[] }) {
  return (
    <>
      {people.length > 0 && (
        <ChoiceGroup
          field={{ ...field, initialValue: field.initialValue ?? '' }}
          label={m.committee_intake_people_question()}
          type="radio"
          options={[
            ...people.map((person) => ({
              value: person.id,
              label: [person.name, personFacts(person)].filter(Boolean).join(' · '),
            })),
            { value: '', label: m.committee_intake_people_none_of_them() },
          ]}
        />
      )}
      <div className="script:hidden">
        <Button name="intent" value="find" icon={Search}>
          {m.committee_intake_find()}
        </Button>
      </div>
    </>
  );
}

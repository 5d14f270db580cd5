import { UserCheck } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { FoundPeople } from './found-people';
import { PersonChoices } from './person-choices';
import { PersonList } from './person-list';
import { personFacts } from './person-words';
import { isWholePhone, phoneQuestion } from './phone-question';
import { useLookUp } from './use-look-up';
import { Button } from '~/app/components/ui/button';
import { type FieldMeta, initialText } from '~/app/components/ui/field';
import { TextField } from '~/app/components/ui/text-field';
import { useHasScript } from '~/app/components/ui/use-has-script';
import type { IntakePerson } from '~/app/graphql/committee/intake';
import { m } from '~/generated/messages/messages';

interface PersonFieldsProps {
  fields: { person: FieldMeta; name: FieldMeta; phone: FieldMeta };
  label: string;
  /** Whom the last post found by what was typed; without JavaScript they are chosen from this. */
  found: FoundPeople | undefined;
  /** Who may be meant, offered before anything is typed. */
  suggested?: readonly IntakePerson[];
  /** The page's first question. */
  first?: boolean;
  onPick: (person: IntakePerson | null) => void;
}

/** Who somebody is: name and phone, unless they are known; then they are picked and nothing is asked again. */
export function PersonFields({ fields, label, found, suggested = nobody, first, onPick }: PersonFieldsProps) {
  const hasScript = useHasScript();
  const chosen =
    (found?.people ?? suggested).find((person) => person.id === fields.person.initialValue) ?? null;
  const [picked, setPicked] = useState(chosen);
  const lookUp = useLookUp<FoundPeople>('/committee/intake/people', 200);
  const [asked, setAsked] = useState('');
  const [phone, setPhone] = useState(initialText(fields.phone) ?? '');
  const list = useRef<HTMLUListElement>(null);
  const listId = useId();

  const search = (text: string) => {
    setAsked(text);
    if (text.length >= 2) lookUp.ask({ text });
    else lookUp.forget();
  };
  const pick = (person: IntakePerson | null) => {
    setPicked(person);
    search('');
    onPick(person);
  };

  if (hasScript && picked)
    return (
      <Picked
        fields={{ ...fields, phone: { ...fields.phone, initialValue: phone } }}
        person={picked}
        onUndo={() => pick(null)}
      />
    );
  const answer = hasScript ? lookUp.answer : found;
  const shown = (hasScript && (asked.length >= 2 ? answer?.people : suggested)) || nobody;
  const said = answer?.tooMany
    ? m.committee_intake_people_too_many()
    : shown.length > 0 && m.committee_intake_people_found({ count: shown.length });
  const enterList = (event: KeyboardEvent) => {
    // What is being composed takes its keys for itself; Safari says so by the key code alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (shown.length === 0 || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return;
    event.preventDefault();
    list.current?.querySelector('button')?.focus();
  };
  const typing = (onType: (typed: string) => void) => ({
    autoComplete: 'off',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      // While a Chinese word is being composed the field holds its letters.
      if (!(event.nativeEvent as InputEvent).isComposing) onType(event.currentTarget.value);
    },
    onCompositionEnd: (event: React.CompositionEvent<HTMLInputElement>) => onType(event.currentTarget.value),
    'aria-controls': shown.length > 0 ? listId : undefined,
  });
  const typePhone = (typed: string) => {
    setPhone(typed);
    search(phoneQuestion(typed) ?? '');
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="grid gap-4 sm:grid-cols-[3fr_2fr] elder:grid-cols-1">
        <TextField
          field={fields.name}
          label={label}
          hint={m.committee_intake_name_hint()}
          maxLength={50}
          autoFocus={first}
          data-arrival={first ? '' : undefined}
          onKeyDown={enterList}
          {...typing((typed) => search(typed.trim()))}
        />
        <TextField
          field={{ ...fields.phone, initialValue: phone }}
          label={m.committee_intake_phone()}
          hint={m.committee_intake_phone_hint()}
          inputMode="tel"
          maxLength={40}
          onKeyDown={enterList}
          {...typing(typePhone)}
        />
      </div>
      <p role="status" className={said ? 'text-meta text-muted' : 'sr-only'}>
        {said}
      </p>
      {shown.length > 0 && <PersonList ref={list} id={listId} people={shown} onPick={pick} />}
      {!hasScript && <PersonChoices field={fields.person} people={found?.people ?? suggested} />}
    </div>
  );
}

const nobody: readonly IntakePerson[] = [];

interface PickedProps {
  fields: PersonFieldsProps['fields'];
  person: IntakePerson;
  onUndo: () => void;
}

/**
 * Somebody who is known already: what is known of them, in place of the questions. A phone that is not known yet can be added; one
 * that was typed before they were picked stays.
 */
function Picked({ fields, person, onUndo }: PickedProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card bg-primary-tint px-4 py-2">
      <UserCheck aria-hidden className="size-6 shrink-0 text-primary" />
      <p className="min-w-0 flex-1 basis-40">
        <span className="block text-lead font-semibold">{person.name}</span>
        <span className="block">{personFacts(person)}</span>
      </p>
      {(!person.phoneLastFour || isWholePhone(initialText(fields.phone))) && (
        <TextField
          field={fields.phone}
          label={m.committee_intake_phone()}
          optional
          inputMode="tel"
          autoComplete="off"
          maxLength={40}
        />
      )}
      <Button type="button" tone="quiet" onClick={onUndo}>
        {m.committee_intake_not_them()}
      </Button>
      <input type="hidden" name={fields.person.name} value={person.id} />
    </div>
  );
}

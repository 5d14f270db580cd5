import { Save } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Form, Link, useNavigation } from 'react-router';
import { CallBackFields } from './call-back-fields';
import { ChannelField } from './channel-field';
import { type Channel, relationships, relationshipWords } from './choices';
import type { FoundPeople } from './found-people';
import { OutcomeFields } from './outcome-fields';
import { PersonFields } from './person-fields';
import { Repeats } from './repeats';
import { Reveal } from './reveal';
import { useLookUp } from './use-look-up';
import { WhenFields } from './when-fields';
import { WhereFields } from './where-fields';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Choice, type Option, SelectField } from '~/app/components/ui/choice-field';
import { initialText } from '~/app/components/ui/field';
import { cx } from '~/app/components/ui/cx';
import { TextArea } from '~/app/components/ui/text-field';
import { useHasScript } from '~/app/components/ui/use-has-script';
import type { FormReply } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import type { IntakePerson, Repeat } from '~/app/graphql/committee/intake';
import { m } from '~/generated/messages/messages';

/** What the page's action answers: the form as it was, whom it found, and what may be the same request. */
export type IntakeReply = FormReply & {
  people?: { served: FoundPeople; caller: FoundPeople };
  repeats?: readonly Repeat[];
  /** The request is not saved yet: somebody has to look at the likely repeats first. */
  heldForRepeats?: boolean;
  /** The form was saved before, with other words; what it is now would be a request of its own. */
  savedBefore?: boolean;
};

type Names = Record<
  | 'key'
  | 'now'
  | 'channel'
  | 'paperNumber'
  | 'person'
  | 'name'
  | 'phone'
  | 'byProxy'
  | 'callerPerson'
  | 'callerName'
  | 'callerPhone'
  | 'relationship'
  | 'subject'
  | 'category'
  | 'community'
  | 'building'
  | 'door'
  | 'wishedTime'
  | 'wishedDay'
  | 'wishedFrom'
  | 'wishedUntil'
  | 'outcome'
  | 'consent'
  | 'dueDay'
  | 'owner'
  | 'complaintNote'
  | 'answer'
  | 'passedOnTo'
  | 'passedOnNote'
  | 'reason'
  | 'callBack'
  | 'callBackAt',
  string
>;

interface IntakeFormProps {
  reply: IntakeReply | undefined;
  idempotencyKey: string;
  now: string;
  start: { channel: Channel; community: string; dueDay: string } & Partial<Record<keyof Names, string>>;
  categories: readonly Option[];
  communities: readonly { id: string; name: string }[];
  /** Who may handle a complaint besides whoever writes it down. */
  workers: readonly Option[];
  /** The request came by itself: residents who may be meant, and no question of how it came. */
  review?: { served: readonly IntakePerson[]; caller: readonly IntakePerson[] };
}

/** One request, in the order a telephone call tells it: who, what, what kind, where, when; then what becomes of it. */
export function IntakeForm({
  reply,
  idempotencyKey,
  now,
  start,
  categories,
  communities,
  workers,
  review,
}: IntakeFormProps) {
  // The key and the moment go with the form until it is saved, however often it is sent.
  const [first] = useState(() => ({ key: idempotencyKey, now, shownAt: performance.now() }));
  const [form, fields] = useServerForm<Names>(reply, {
    ...start,
    key: first.key,
    now: first.now,
    outcome: 'need',
  });
  const [sentAt, setSentAt] = useState<string | null>(null);
  const hasScript = useHasScript();
  const busy = useNavigation().formMethod === 'POST';
  const [person, setPerson] = useState<IntakePerson | null>(
    () => reply?.people?.served.people.find(({ id }) => id === fields.person.initialValue) ?? null,
  );
  const lookUp = useLookUp<readonly Repeat[]>('/committee/intake/repeats', 600);
  const element = useRef<HTMLFormElement>(null);
  const asked = useRef('');
  const repeats = together(reply?.repeats, lookUp.answer);

  const askForRepeats = () => {
    if (!element.current) return;
    const question = repeatsQuestion(new FormData(element.current));
    const text = JSON.stringify(question);
    if (!question || text === asked.current) return;
    asked.current = text;
    lookUp.ask(question);
  };
  const noteSending = () => {
    if (sentAt) return;
    const sinceShown = performance.now() - first.shownAt;
    flushSync(() => setSentAt(new Date(Date.parse(first.now) + sinceShown).toISOString()));
  };
  const pickServed = (picked: IntakePerson | null) => {
    setPerson(picked);
    const next = picked ? fields.subject : fields.name;
    // The list it was picked from is gone by the next frame, and the fields it stands for are there.
    requestAnimationFrame(() => {
      document.getElementById(next.id)?.focus();
      askForRepeats();
    });
  };
  const pickCaller = (picked: IntakePerson | null) => {
    const next = picked ? fields.relationship : fields.callerName;
    requestAnimationFrame(() => document.getElementById(next.id)?.focus());
  };

  return (
    <Form
      {...formProps(form)}
      ref={element}
      onInput={askForRepeats}
      onSubmit={noteSending}
      onKeyDown={saveOnControlEnter}
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] elder:grid-cols-1"
    >
      <Card as="div" className="flex flex-col gap-5">
        <FormErrors errors={form.errors} />
        {reply?.savedBefore && <SavedBefore />}
        <input type="hidden" name="key" value={initialText(fields.key)} />
        <input type="hidden" name="now" value={sentAt ?? initialText(fields.now)} />
        <PersonFields
          fields={{ person: fields.person, name: fields.name, phone: fields.phone }}
          label={m.committee_intake_who()}
          found={reply?.people?.served}
          suggested={review?.served}
          first
          onPick={pickServed}
        />
        <Reveal choice={<Choice field={fields.byProxy}>{m.committee_intake_by_proxy()}</Choice>}>
          <PersonFields
            fields={{ person: fields.callerPerson, name: fields.callerName, phone: fields.callerPhone }}
            label={m.committee_intake_caller()}
            found={reply?.people?.caller}
            suggested={review?.caller}
            onPick={pickCaller}
          />
          <SelectField
            field={{ ...fields.relationship, initialValue: fields.relationship.initialValue ?? 'relative' }}
            label={m.committee_intake_relationship()}
            options={relationships.map((value) => ({ value, label: relationshipWords[value]() }))}
          />
        </Reveal>
        <div className="grid gap-x-4 gap-y-5 sm:grid-cols-[3fr_2fr] elder:grid-cols-1">
          <TextArea
            field={fields.subject}
            label={m.committee_intake_subject()}
            hint={m.committee_intake_subject_hint()}
            rows={2}
            maxLength={200}
          />
          <SelectField
            field={fields.category}
            label={m.committee_intake_category()}
            hint={m.committee_intake_category_hint()}
            empty={m.committee_intake_category_none()}
            options={categories}
          />
        </div>
        <WhereFields fields={fields} communities={communities} person={person} />
        <WhenFields fields={fields} />
        <OutcomeFields fields={fields} workers={workers} />
      </Card>
      <div className="flex flex-col gap-5 lg:sticky lg:top-4">
        {/* While one types they come below the button, so that it stays where it is; then they are what to look at first. */}
        <div className={cx(!reply?.heldForRepeats && 'lg:order-last elder:order-none')}>
          <Repeats repeats={repeats} now={now} />
        </div>
        {review ? (
          <input type="hidden" name="channel" value={start.channel} />
        ) : (
          <ChannelField fields={fields} />
        )}
        <CallBackFields fields={fields} />
        <Button
          tone="primary"
          icon={Save}
          name="intent"
          value="save"
          disabled={busy}
          aria-keyshortcuts="Control+Enter"
          wide
        >
          {saveWords(busy, reply?.heldForRepeats)}
        </Button>
        {hasScript && (
          <p className="-mt-3 text-meta text-muted pointer-coarse:hidden">{m.committee_intake_save_hint()}</p>
        )}
      </div>
    </Form>
  );
}

/** The form was saved under its key, and its answer was lost on the way. */
function SavedBefore() {
  return (
    <Banner tone="caution" urgent title={m.committee_intake_saved_before()}>
      <p>{m.committee_intake_saved_before_advice()}</p>
      <Link
        to="/committee/intake/calls?show=all"
        target="_blank"
        className="inline-flex min-h-target items-center"
      >
        {m.committee_intake_list_title()}
      </Link>
    </Banner>
  );
}

/** What the last post found and what was found since, each once. */
function together(...lists: (readonly Repeat[] | undefined)[]): Repeat[] {
  return [...new Map(lists.flatMap((list) => list ?? []).map((repeat) => [repeat.id, repeat])).values()];
}

function saveWords(busy: boolean, held: boolean | undefined): string {
  if (busy) return m.common_working();
  return held ? m.committee_intake_save_anyway() : m.committee_intake_save();
}

/** What is known of a request so far, as far as it tells whether it was made before; null while that is too little. */
function repeatsQuestion(form: FormData): Record<string, string> | null {
  const names = ['person', 'category', 'community', 'building', 'subject'];
  const entries = names.map((name) => [name, String(form.get(name) ?? '').trim()] as const);
  const question = Object.fromEntries(entries.filter(([, value]) => value !== ''));
  return question.person || question.building || question.subject ? question : null;
}

/** Ctrl+Enter saves from wherever one types; the save button goes with it, as if it were pressed. */
function saveOnControlEnter(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const form = event.currentTarget;
  form.requestSubmit(form.querySelector<HTMLButtonElement>('button[value="save"]'));
}

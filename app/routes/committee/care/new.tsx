import { randomUUID } from 'node:crypto';
import { PhoneIncoming, Search, SearchX } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/new';
import { ConsentFields } from '~/app/components/care/consent-fields';
import { RhythmFields } from '~/app/components/care/rhythm-fields';
import { personFacts } from '~/app/components/intake/person-words';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { FormErrors } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { api, notFound } from '~/app/graphql/api';
import { AddToCareList, CarePersonQuery } from '~/app/graphql/committee/care';
import { committeeOf } from '../../organisation/unit';
import { dayAhead } from '../intake/read-intake';
import { findPeople } from '../intake/find-around';
import { consentShape, rhythmOf, rhythmShape } from './shapes';
import { m } from '~/generated/messages/messages';

/** Consent holds for half a year unless the officer says otherwise. */
const consentDays = 182;

const shape = z.object({
  key: z.uuid(),
  person: z.string(),
  ...rhythmShape.shape,
  ...consentShape.shape,
});

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const desk = api(context);
  const id = url.searchParams.get('person');
  const text = url.searchParams.get('text')?.trim() ?? '';
  const zone = unit.community.timeZone;
  return {
    text,
    found: id ? null : await findPeople(desk, text),
    person: id ? await chosen(desk, id) : null,
    key: randomUUID(),
    start: {
      level: 'general',
      interval: 'weekly',
      startsOn: dayAhead(1, zone),
      startTime: '10:00',
      durationMinutes: '30',
      reviewOn: dayAhead(consentDays, zone),
    },
  };
}

async function chosen({ query }: ReturnType<typeof api>, id: string) {
  const { node } = await query(CarePersonQuery, { id });
  return node?.__typename === 'Person' ? { id: node.id, name: node.displayName ?? '' } : notFound();
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { key, person, form, reviewOn, ...rhythm } = read.value;
  const input = { person, ...rhythmOf(rhythm), consent: { form, reviewOn } };
  const { addToCareList } = await api(context).mutate(AddToCareList, { input, key });
  if (isProblem(addToCareList)) return read.refuse(flattened(addToCareList));
  return redirect(`/committee/care/${addToCareList.id}`);
}

/** The API's field of the consent is the form's own. */
function flattened<
  Answer extends { __typename: string; issues?: readonly { path: readonly string[]; message: string }[] },
>(answer: Answer): Answer {
  return {
    ...answer,
    issues: answer.issues?.map((issue) => ({
      ...issue,
      path: issue.path.filter((step) => step !== 'consent'),
    })),
  };
}

export function meta() {
  return [{ title: m.care_add_title() }];
}

/** Puts somebody on the care list: first who it is, then how they are visited and that they agree. */
export default function AddToList({ loaderData, actionData }: Route.ComponentProps) {
  const { text, found, person } = loaderData;
  return (
    <DeskPage
      title={person ? m.care_add_person({ name: person.name }) : m.care_add_title()}
      lead={person ? undefined : m.care_add_lead()}
      back={{ to: '/committee/care', label: m.care_title() }}
    >
      {found && (
        <>
          <Form method="get" role="search" className="flex flex-col gap-3 sm:flex-row sm:items-end">
            <div className="flex-1">
              <TextField
                key={text}
                field={{ id: 'text', name: 'text', initialValue: text }}
                label={m.care_find()}
                hint={m.care_find_hint()}
                type="search"
                autoComplete="off"
              />
            </div>
            <Button icon={Search} tone="primary">
              {m.committee_slips_find()}
            </Button>
          </Form>
          {found.tooMany && <p className="text-accent">{m.care_find_too_many()}</p>}
          {text && found.people.length === 0 && !found.tooMany && (
            <EmptyState
              icon={SearchX}
              title={m.care_find_none()}
              action={
                <LinkButton to="/committee/intake" icon={PhoneIncoming}>
                  {m.committee_intake_title()}
                </LinkButton>
              }
            >
              {m.care_find_none_advice()}
            </EmptyState>
          )}
          {found.people.length > 0 && (
            <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
              {found.people.map((one) => (
                <li key={one.id} className="px-4 py-1">
                  <Link
                    to={`?person=${one.id}`}
                    className="flex min-h-target flex-wrap items-center gap-x-3 font-semibold"
                  >
                    {one.name} <span className="font-normal text-muted">{personFacts(one)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {person && (
        <EntryForm formKey={loaderData.key} person={person.id} start={loaderData.start} reply={actionData} />
      )}
    </DeskPage>
  );
}

interface EntryFormProps {
  formKey: string;
  person: string;
  start: Route.ComponentProps['loaderData']['start'];
  reply?: FormReply;
}

function EntryForm({ formKey, person, start, reply }: EntryFormProps) {
  const [form, fields] = useServerForm<z.input<typeof shape>>(reply, start);
  return (
    <Form {...formProps(form)} className="flex flex-col gap-6">
      <FormErrors errors={form.errors} />
      <input type="hidden" name="key" value={String(reply?.initialValue?.key ?? formKey)} />
      <input type="hidden" name="person" value={person} />
      <Card className="flex flex-col gap-4">
        <RhythmFields fieldOf={(name) => fields[name]} />
      </Card>
      <Section title={m.care_consent()}>
        <Card as="div" className="flex flex-col gap-4">
          <ConsentFields fieldOf={(name) => fields[name]} />
        </Card>
      </Section>
      <div>
        <Button tone="primary">{m.care_add_save()}</Button>
      </div>
    </Form>
  );
}

import { IdCard } from 'lucide-react';
import { Form } from 'react-router';
import type { Route } from './+types/find';
import { PeopleSearch } from '~/app/components/committee/people-search';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Section } from '~/app/components/ui/page';
import { TextArea } from '~/app/components/ui/text-field';
import { api } from '~/app/graphql/api';
import { PeopleQuery } from '~/app/graphql/committee/desk';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const search = url.searchParams.get('search')?.trim() ?? '';
  const { people } = search ? await api(context).query(PeopleQuery, { search }) : { people: [] };
  return { search, people };
}

export function meta() {
  return [{ title: m.committee_slips_title() }];
}

/** Finds whom sign-in slips are for, or takes down the names of people who are new; several at once. */
export default function FindForSlip({ loaderData: { search, people } }: Route.ComponentProps) {
  return (
    <DeskPage title={m.committee_slips_title()} lead={m.committee_slips_lead()}>
      <PeopleSearch search={search} label={m.committee_slips_search()} />
      {search && people.length === 0 && (
        <p className="text-muted">{m.committee_slips_none({ name: search })}</p>
      )}
      {people.length > 0 && (
        <Form
          method="post"
          action="/committee/slips/print"
          className="flex flex-col gap-3"
          key={`people ${search}`}
        >
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {people.map((person) => (
              <li key={person.id}>
                <label className="flex min-h-target items-center gap-3 px-4 py-2">
                  <input
                    type="checkbox"
                    name="person"
                    value={person.id}
                    defaultChecked={people.length === 1}
                    className="size-6 shrink-0"
                  />
                  <span className="font-semibold">{person.displayName ?? m.organisation_nameless()}</span>
                </label>
              </li>
            ))}
          </ul>
          <div>
            <Button icon={IdCard} tone="primary">
              {m.committee_slips_make_ticked()}
            </Button>
          </div>
        </Form>
      )}
      <Section title={m.committee_slips_new()}>
        <Card>
          <Form method="post" action="/committee/slips/print" className="flex flex-col gap-3">
            <TextArea
              field={{
                id: 'newPersonName',
                name: 'newPersonName',
                initialValue: people.length === 0 ? search : '',
              }}
              key={`new ${search}`}
              label={m.committee_slips_name()}
              hint={`${m.committee_slips_name_hint()} ${m.committee_slips_birth_date_hint()}`}
              autoComplete="off"
              rows={3}
            />
            <div>
              <Button icon={IdCard}>{m.committee_slips_make()}</Button>
            </div>
          </Form>
        </Card>
      </Section>
    </DeskPage>
  );
}

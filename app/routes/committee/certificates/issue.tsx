import { randomUUID } from 'node:crypto';
import { FilePlus2 } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/issue';
import { PeopleSearch } from '~/app/components/committee/people-search';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { DateField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { IssueForVolunteer } from '~/app/graphql/committee/certificates';
import { PeopleQuery, PersonQuery } from '~/app/graphql/committee/desk';
import { todayIn } from '~/app/i18n/local-time';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = z.object({
  person: z.string(),
  from: z.iso.date(),
  until: z.iso.date(),
  key: z.string().max(100),
});

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { query } = api(context);
  const search = url.searchParams.get('search')?.trim() ?? '';
  const id = url.searchParams.get('person');
  const today = todayIn(unit.community.timeZone);
  const [found, one] = await Promise.all([
    search && !id ? query(PeopleQuery, { search }) : { people: [] },
    id ? query(PersonQuery, { id }) : { node: null },
  ]);
  const person = one.node?.__typename === 'Person' ? one.node : null;
  const period = { from: `${today.slice(0, 4)}-01-01`, until: today };
  return { search, people: found.people, person, period, key: randomUUID() };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { key, ...input } = read.value;
  const { issueCertificate } = await api(context).mutate(IssueForVolunteer, { input, key });
  return isProblem(issueCertificate)
    ? read.refuse(issueCertificate)
    : redirect(`/certificates/${issueCertificate.number}`);
}

export function meta() {
  return [{ title: m.committee_certificate_issue() }];
}

/** At the desk: for whom, over which period, then the paper to print. */
export default function IssueCertificate({ loaderData, actionData }: Route.ComponentProps) {
  const { search, people, person, period, key } = loaderData;
  const back = { to: '/committee/certificates', label: m.committee_certificates_title() };
  if (person) {
    const field = (name: 'from' | 'until') => ({
      id: name,
      name,
      initialValue: actionData?.initialValue?.[name] ?? period[name],
      errors: actionData?.error?.[name] ?? undefined,
    });
    return (
      <DeskPage
        title={m.committee_certificate_for({ name: person.displayName ?? m.organisation_nameless() })}
        lead={m.committee_certificate_issue_lead()}
        back={back}
      >
        <Card>
          <Form method="post" className="flex flex-col gap-4" noValidate>
            <FormErrors errors={actionData?.error?.[''] ?? actionData?.error?.person ?? undefined} />
            <input type="hidden" name="person" value={person.id} />
            <input type="hidden" name="key" value={key} />
            <div className="grid gap-4 sm:grid-cols-2 elder:grid-cols-1">
              <DateField field={field('from')} label={m.committee_from()} />
              <DateField field={field('until')} label={m.committee_until()} />
            </div>
            <div className="flex flex-wrap items-center gap-4">
              <Button tone="primary" icon={FilePlus2}>
                {m.committee_certificate_issue_now()}
              </Button>
              <Link to="/committee/certificates/issue" className="inline-flex min-h-target items-center">
                {m.committee_certificate_other()}
              </Link>
            </div>
          </Form>
        </Card>
      </DeskPage>
    );
  }
  return (
    <DeskPage title={m.committee_certificate_issue()} lead={m.committee_certificate_issue_lead()} back={back}>
      <PeopleSearch search={search} label={m.committee_certificate_who()} tone="primary" />
      {search && people.length === 0 && (
        <p className="text-muted">{m.committee_certificate_who_none({ name: search })}</p>
      )}
      {people.length > 0 && (
        <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
          {people.map((each) => (
            <li key={each.id}>
              <Link
                to={`?person=${encodeURIComponent(each.id)}`}
                prefetch="intent"
                className="flex min-h-target items-center justify-between gap-3 px-4 py-2 no-underline hover:bg-primary-tint"
              >
                <span className="font-semibold">{each.displayName ?? m.organisation_nameless()}</span>
                <span className="text-meta">{m.committee_certificate_choose()}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </DeskPage>
  );
}

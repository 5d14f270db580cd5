import { redirect } from 'react-router';
import type { Route } from './+types/identity';
import { PeopleSearch } from '~/app/components/committee/people-search';
import { DeskPage } from '~/app/components/organisation/desk-page';
import {
  IdentityCheck,
  identityCheckShape,
  identityWords,
} from '~/app/components/organisation/identity-check';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { CheckIdentity, PeopleToCheckQuery } from '~/app/graphql/organisation/identity';
import { committeeOf } from '../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const search = url.searchParams.get('search')?.trim() ?? '';
  const { people } = search ? await api(context).query(PeopleToCheckQuery, { search }) : { people: [] };
  return { zone: unit.community.timeZone, search, people };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), identityCheckShape);
  if (!read.ok) return read.reply;
  const { person, documentKind, lastFour } = read.value;
  const { checkIdentity } = await api(context).mutate(CheckIdentity, {
    input: { person, documentKind, lastFour },
  });
  return isProblem(checkIdentity) ? read.refuse(checkIdentity) : redirect(url.pathname + url.search);
}

export function meta() {
  return [{ title: m.committee_identity_title() }];
}

/** Finds who has come with their identity document, and writes down that it was seen. */
export default function IdentityChecks({
  loaderData: { zone, search, people },
  actionData,
}: Route.ComponentProps) {
  return (
    <DeskPage title={m.committee_identity_title()} lead={m.committee_identity_lead()}>
      <PeopleSearch search={search} label={m.committee_slips_search()} />
      {search && people.length === 0 && (
        <p className="text-muted">{m.committee_identity_none({ name: search })}</p>
      )}
      <ul className="flex flex-col gap-3">
        {people.map((person) => (
          <li
            key={person.id}
            className="flex flex-col gap-3 rounded-card border border-rule bg-surface px-4 py-3"
          >
            <div>
              <p className="text-lead font-semibold">{person.displayName ?? m.organisation_nameless()}</p>
              <p className="text-meta text-muted">{identityWords(person.identityCheckedUntil, zone)}</p>
            </div>
            {person.mayBeChecked && <IdentityCheck person={person} reply={actionData} />}
          </li>
        ))}
      </ul>
    </DeskPage>
  );
}

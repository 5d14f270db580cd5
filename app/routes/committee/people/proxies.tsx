import { UserPlus } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/proxies';
import { PeopleSearch } from '~/app/components/committee/people-search';
import { personFacts } from '~/app/components/intake/person-words';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ActsList } from '~/app/components/proxies/acts-list';
import { ProxyItem } from '~/app/components/proxies/proxy-item';
import { lengths, TermsFields, untilOf } from '~/app/components/proxies/terms-fields';
import { kinds, kindWords, scopes } from '~/app/components/proxies/words';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Card } from '~/app/components/ui/card';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { ArrangeProxy, EndProxy, ProxiesOfQuery } from '~/app/graphql/proxies';
import { committeeOf } from '../../organisation/unit';
import { nameOf } from './name-of';
import { m } from '~/generated/messages/messages';

const words = ['phone', 'desk', 'visit', 'paper'] as const;

const arrangeShape = z.object({
  intent: z.literal('arrange'),
  proxy: z.string().optional(),
  identifier: z.string().trim().max(254).optional(),
  kind: z.enum(kinds),
  word: z.enum([...words, 'vouch']),
  scope: z.array(z.enum(scopes)).min(1, { error: () => m.proxies_scope_missing() }),
  length: z.enum(lengths),
});
const endShape = z.object({ intent: z.literal('end'), id: z.string() });

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const search = url.searchParams.get('search')?.trim() ?? '';
  const desk = api(context);
  const [{ proxiesOf, actsFor, intakePeople }, name] = await Promise.all([
    desk.query(ProxiesOfQuery, { person: params.personId, search, searching: search.length >= 2 }),
    nameOf(desk, params.personId),
  ]);
  const found = (intakePeople ?? []).filter(({ id }) => id !== params.personId);
  return { name, proxies: proxiesOf, acts: actsFor, search, found, zone: unit.community.timeZone };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  const { mutate } = api(context);
  const form = await request.formData();
  if (form.get('intent') === 'end') {
    const read = readForm(form, endShape);
    if (!read.ok) return read.reply;
    const { endProxy } = await mutate(EndProxy, { input: { id: read.value.id } });
    return isProblem(endProxy) ? read.refuse(endProxy) : redirect(url.pathname);
  }
  const read = readForm(form, arrangeShape);
  if (!read.ok) return read.reply;
  const { proxy, identifier, kind, word, scope, length } = read.value;
  const { arrangeProxy } = await mutate(ArrangeProxy, {
    input: {
      person: params.personId,
      proxy,
      identifier: proxy ? null : identifier,
      kind,
      scope,
      word: word === 'vouch' ? null : word,
      until: untilOf(length),
    },
  });
  return isProblem(arrangeProxy) ? read.refuse(arrangeProxy) : redirect(url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.proxies_of_title_named({ name: loaderData.name }) }];
}

/** Who may act for a resident: what is on file, and a new one, on their word or vouched for. */
export default function ProxiesOf({ loaderData, actionData, params }: Route.ComponentProps) {
  const { name, proxies, acts, search, found, zone } = loaderData;
  const hidden = { intent: 'arrange' };
  const wordWords = {
    phone: m.committee_intake_channel_phone,
    desk: m.committee_intake_channel_desk,
    visit: m.committee_intake_channel_visit,
    paper: m.proxies_form_paper,
  };
  return (
    <DeskPage
      title={m.proxies_of_title_named({ name })}
      lead={m.proxies_of_lead()}
      back={{ to: `/committee/people/${params.personId}`, label: m.visits_file({ name }) }}
    >
      {proxies.length === 0 && <p className="text-muted">{m.proxies_of_none()}</p>}
      <ul className="flex flex-col gap-3 empty:hidden">
        {proxies.map((proxy) => (
          <ProxyItem key={proxy.id} proxy={proxy} name={proxy.proxyName ?? ''} zone={zone} withOfficers>
            {proxy.mayEnd && proxy.state !== 'ended' && (
              <ActionForm
                hidden={{ intent: 'end', id: proxy.id }}
                reply={actionData}
                label={m.proxies_end()}
                tone="danger"
              />
            )}
          </ProxyItem>
        ))}
      </ul>
      <Section title={m.proxies_of_add()}>
        <PeopleSearch search={search} label={m.proxies_of_search()} />
        <Card as="div">
          <ActionForm
            hidden={hidden}
            reply={actionData}
            label={m.proxies_of_save()}
            tone="primary"
            icon={UserPlus}
          >
            {(mine) => (
              <>
                {found.length > 0 && (
                  <ChoiceGroup
                    field={fieldOf(hidden, 'proxy', mine, '')}
                    label={m.proxies_of_who()}
                    type="radio"
                    options={[
                      ...found.map((person) => ({
                        value: person.id,
                        label: [person.name, personFacts(person)].filter(Boolean).join(' · '),
                      })),
                      { value: '', label: m.proxies_of_by_number() },
                    ]}
                  />
                )}
                <TextField
                  field={fieldOf(hidden, 'identifier', mine)}
                  label={m.proxies_identifier()}
                  hint={m.proxies_of_identifier_hint()}
                  autoComplete="off"
                  maxLength={254}
                />
                <SelectField
                  field={fieldOf(hidden, 'kind', mine)}
                  label={m.proxies_of_kind()}
                  options={kinds.map((value) => ({ value, label: kindWords[value]() }))}
                />
                <SelectField
                  field={fieldOf(hidden, 'word', mine)}
                  label={m.proxies_of_word()}
                  hint={m.proxies_of_word_hint()}
                  options={[
                    ...words.map((value) => ({ value, label: wordWords[value]() })),
                    { value: 'vouch', label: m.proxies_of_vouch() },
                  ]}
                />
                <TermsFields hidden={hidden} reply={mine} />
              </>
            )}
          </ActionForm>
        </Card>
      </Section>
      <ActsList acts={acts} zone={zone} />
    </DeskPage>
  );
}

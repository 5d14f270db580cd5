import { Plus, Webhook } from 'lucide-react';
import { data } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/sources';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import {
  AddSource,
  RenewSource,
  RevokeSource,
  type Source,
  SourcesQuery,
} from '~/app/graphql/committee/review';
import { formatDate, formatFromNow } from '~/app/i18n/format';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const kinds = ['call_button', 'hotline', 'form', 'sms'] as const;
const addShape = z.object({
  intent: z.literal('add'),
  kind: z.enum(kinds),
  name: z
    .string({ error: () => m.ask_sources_name_missing() })
    .trim()
    .max(60),
});
const changeShape = z.object({ intent: z.enum(['renew', 'revoke']), id: z.string() });

export async function loader({ context, url }: Route.LoaderArgs) {
  const { community } = await committeeOf(context, url);
  const { intakeSources } = await api(context).query(SourcesQuery);
  const now = new Date().toISOString();
  return { sources: intakeSources, origin: url.origin, zone: community.timeZone, now };
}

type Reply = { token: string; kind: (typeof kinds)[number] } | { form: FormReply };

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const { mutate } = api(context);
  const form = await request.formData();
  if (form.get('intent') !== 'add') {
    const read = readForm(form, changeShape);
    if (!read.ok) return answer(read.reply);
    const { intent, id } = read.value;
    const result =
      intent === 'renew'
        ? (await mutate(RenewSource, { input: { id } })).renewIntakeSource
        : (await mutate(RevokeSource, { input: { id } })).revokeIntakeSource;
    return isProblem(result) ? answer(read.refuse(result)) : null;
  }
  const read = readForm(form, addShape);
  if (!read.ok) return answer(read.reply);
  const { kind, name } = read.value;
  const { addIntakeSource } = await mutate(AddSource, { input: { kind, name } });
  if (isProblem(addIntakeSource)) return answer(read.refuse(addIntakeSource));
  return data<Reply>({ token: addIntakeSource.token, kind }, { headers: { 'Cache-Control': 'no-store' } });
}

const answer = ({ data: form, init }: { data: FormReply; init: ResponseInit | null }) =>
  data<Reply>({ form }, init ?? undefined);

export function meta() {
  return [{ title: m.ask_sources_title() }];
}

/** The machines that may send requests in: call buttons, hotlines, form tools, text messages. */
export default function Sources({
  loaderData: { sources, origin, zone, now },
  actionData,
}: Route.ComponentProps) {
  const reply = actionData && 'form' in actionData ? actionData.form : undefined;
  const hidden = { intent: 'add' };
  return (
    <DeskPage
      title={m.ask_sources_title()}
      lead={m.ask_sources_lead()}
      back={{ to: '/committee/intake', label: m.committee_intake_title() }}
    >
      {actionData && 'token' in actionData && (
        <NewToken token={actionData.token} isSms={actionData.kind === 'sms'} origin={origin} />
      )}
      {sources.length === 0 ? (
        <EmptyState icon={Webhook} title={m.ask_sources_none()}>
          {m.ask_sources_none_advice()}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {sources.map((source) => (
            <SourceItem key={source.id} source={source} zone={zone} now={now} reply={reply} />
          ))}
        </ul>
      )}
      <Section title={m.ask_sources_add()}>
        <Card as="div">
          <ActionForm hidden={hidden} reply={reply} label={m.ask_sources_add()} icon={Plus} tone="primary">
            {(mine) => (
              <>
                <SelectField
                  field={fieldOf(hidden, 'kind', mine)}
                  label={m.ask_sources_kind()}
                  options={kinds.map((value) => ({ value, label: kindWords[value]() }))}
                />
                <TextField
                  field={fieldOf(hidden, 'name', mine)}
                  label={m.ask_sources_name()}
                  hint={m.ask_sources_name_hint()}
                  autoComplete="off"
                  maxLength={60}
                />
              </>
            )}
          </ActionForm>
        </Card>
      </Section>
    </DeskPage>
  );
}

const kindWords: Record<Source['kind'], () => string> = {
  call_button: m.ask_sources_call_button,
  hotline: m.ask_sources_hotline,
  form: m.ask_sources_form,
  sms: m.ask_sources_sms,
};

interface SourceItemProps {
  source: Source;
  zone: string;
  now: string;
  reply?: FormReply;
}

function SourceItem({ source, zone, now, reply }: SourceItemProps) {
  const used = source.lastUsedAt
    ? m.ask_sources_used({ when: formatFromNow(source.lastUsedAt, now) })
    : m.ask_sources_unused();
  const day = formatDate(source.expiresAt, zone);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-rule bg-surface px-4 py-3">
      <div className="min-w-0">
        <p className="font-semibold">{source.name}</p>
        <p className="text-meta text-muted">
          {[
            kindWords[source.kind](),
            used,
            (source.state === 'valid' || source.state === 'ends_soon') && m.ask_sources_until({ day }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {source.state === 'ends_soon' && <Badge tone="caution">{m.ask_sources_ends_soon()}</Badge>}
        {source.state === 'expired' && <Badge tone="danger">{m.ask_sources_expired({ day })}</Badge>}
      </div>
      {source.revokedAt ? (
        <Badge>{m.ask_sources_revoked()}</Badge>
      ) : (
        <div className="flex flex-wrap gap-3">
          <ActionForm
            hidden={{ intent: 'renew', id: source.id }}
            reply={reply}
            label={m.ask_sources_renew()}
          />
          <ActionForm
            hidden={{ intent: 'revoke', id: source.id }}
            reply={reply}
            label={m.ask_sources_revoke()}
            tone="danger"
          />
        </div>
      )}
    </li>
  );
}

/** A token as it is shown once, with what an integrator sends to try it. */
function NewToken({ token, isSms, origin }: { token: string; isSms: boolean; origin: string }) {
  const example = isSms
    ? `curl ${origin}/api/intake/sms -u linli:${token} -d from=13900000000 -d text=test -d id=1`
    : `curl ${origin}/api/intake -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"externalId":"1","subject":"test"}'`;
  return (
    <Banner tone="success" urgent title={m.ask_sources_token()}>
      <p className="mb-2 break-all font-mono font-semibold">{token}</p>
      <p>{m.ask_sources_try()}</p>
      <pre className="overflow-x-auto whitespace-pre-wrap break-all text-meta">{example}</pre>
    </Banner>
  );
}

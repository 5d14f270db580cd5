import { LogOut, Monitor } from 'lucide-react';
import { data, Form, Link, redirect } from 'react-router';
import type { Route } from './+types/account';
import { addContact } from '~/app/components/account/add-contact';
import { ContactList } from '~/app/components/account/contact-list';
import { deviceWords } from '~/app/components/account/device-words';
import { PasskeyList } from '~/app/components/account/passkey-list';
import { PasswordForm } from '~/app/components/account/password-form';
import { changePassword } from '~/app/components/account/change-password';
import { UnsentNotice, useUnsent } from '~/app/components/account/unsent-notice';
import { answers } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { Page, Section } from '~/app/components/ui/page';
import { isProblem } from '~/app/forms/form';
import {
  AccountQuery,
  type AccountViewer,
  RemoveContactPoint,
  RemovePasskey,
  RevokeSession,
} from '~/app/graphql/account';
import { type Api, api, signInFirst } from '~/app/graphql/api';
import { formatMoment } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer } = await api(context).query(AccountQuery);
  if (!viewer) signInFirst(url);
  const saved = url.searchParams.get('saved') ?? '';
  return { viewer, zone: viewer.profile.homeCommunity?.timeZone ?? 'UTC', saved };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = form.get('intent');
  if (intent === 'password') return changePassword(api(context), form);
  if (intent === 'add-contact') return addContact(api(context), form);
  const result = await remove(api(context), intent, String(form.get('id') ?? ''));
  if (result && isProblem(result)) return data({ message: result.message }, { status: 400 });
  return redirect(intent === 'remove-contact' ? '/account?saved=contact-removed' : '/account', 303);
}

async function remove(pageApi: Api, intent: unknown, id: string) {
  if (intent === 'revoke-session')
    return (await pageApi.mutate(RevokeSession, { input: { id } })).revokeSession;
  if (intent === 'remove-passkey')
    return (await pageApi.mutate(RemovePasskey, { input: { id } })).removePasskey;
  if (intent === 'remove-contact')
    return (await pageApi.mutate(RemoveContactPoint, { input: { id } })).removeContactPoint;
  return null;
}

/** What the address says was done, in words; the address may say anything. */
const savedWords: ReadonlyMap<string, () => string> = new Map([
  ['password', m.account_password_saved],
  ['contact', m.account_contact_added],
  ['contact-removed', m.account_contact_removed],
]);

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_nav_account()} · ${m.common_brand()}` }];
}

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, zone, saved } = loaderData;
  const refusal = actionData && 'message' in actionData ? actionData.message : undefined;
  const reply = actionData && !('message' in actionData) ? actionData : undefined;
  const unsent = useUnsent();
  const said = actionData ? undefined : savedWords.get(saved);
  return (
    <Page title={viewer.ownName ?? viewer.person.displayName ?? m.common_nav_account()}>
      {refusal && <Banner tone="danger" urgent title={refusal} />}
      {said && <Banner tone="success" title={said()} />}
      <div className="flex flex-wrap gap-3">
        <LinkButton to="/account/profile">{m.account_my_profile()}</LinkButton>
        <LinkButton to="/my/hours">{m.hours_title()}</LinkButton>
        <LinkButton to="/account/views">{m.visits_views_title()}</LinkButton>
        <LinkButton to="/account/identity">{m.common_switch_identity()}</LinkButton>
        <LinkButton to="/my/requests">{m.ask_mine_title()}</LinkButton>
        <LinkButton to="/account/proxies">{m.proxies_title()}</LinkButton>
        <LinkButton to="/account/notices">{m.account_notices()}</LinkButton>
        <LinkButton to="/account/consents">{m.proxies_consents_title()}</LinkButton>
        <Form method="post" action="/sign-out">
          <Button icon={LogOut} tone={unsent.length > 0 ? 'danger' : 'secondary'}>
            {unsent.length > 0 ? m.day_sign_out_anyway() : m.common_sign_out()}
          </Button>
        </Form>
      </div>
      {unsent[0] && <UnsentNotice count={unsent.length} task={unsent[0].task} />}
      <Section title={m.account_how_to_reach()}>
        <Card>
          <ContactList viewer={viewer} reply={reply} />
        </Card>
      </Section>
      <Sessions sessions={viewer.sessions} zone={zone} />
      <Section title={m.account_passkeys()}>
        <Card>
          <PasskeyList passkeys={viewer.passkeys} zone={zone} />
        </Card>
      </Section>
      <Section title={viewer.hasPassword ? m.account_change_password() : m.account_set_password()}>
        <Card>
          <PasswordForm
            reply={answers(reply, { intent: 'password' }) ? reply : undefined}
            hasPassword={viewer.hasPassword}
          />
        </Card>
      </Section>
      <p>
        <Link to="/privacy" className="inline-flex min-h-target min-w-target items-center">
          {m.common_footer_privacy()}
        </Link>
      </p>
    </Page>
  );
}

/** How many sessions stand open on the page; older ones are folded. */
const sessionsShown = 4;

interface SessionsProps {
  sessions: AccountViewer['sessions'];
  zone: string;
}

function Sessions({ sessions, zone }: SessionsProps) {
  const ordered = [...sessions].sort((a, b) => Number(b.current) - Number(a.current));
  const older = ordered.slice(sessionsShown);
  return (
    <Section title={m.account_sessions()}>
      <SessionList sessions={ordered.slice(0, sessionsShown)} zone={zone} />
      {older.length > 0 && (
        <Details summary={m.account_more_sessions({ count: older.length })}>
          <SessionList sessions={older} zone={zone} />
        </Details>
      )}
    </Section>
  );
}

function SessionList({ sessions, zone }: SessionsProps) {
  return (
    <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
      {sessions.map((session) => {
        const device = deviceWords(session.userAgent);
        return (
          <li key={session.id} className="flex items-center justify-between gap-3 p-4 elder:flex-wrap">
            <span className="flex min-w-0 items-start gap-3">
              <Monitor aria-hidden className="mt-1 size-5 shrink-0 text-muted" />
              <span>
                {device}
                <span className="block text-meta text-muted">
                  {m.account_last_seen({ moment: formatMoment(session.lastSeenAt, zone) })}
                </span>
              </span>
            </span>
            {session.current ? (
              <span className="shrink-0">
                <Badge tone="primary">{m.account_this_session()}</Badge>
              </span>
            ) : (
              <Form method="post" className="shrink-0">
                <input type="hidden" name="id" value={session.id} />
                <Button
                  name="intent"
                  value="revoke-session"
                  aria-label={m.account_end_session_named({ device })}
                >
                  {m.account_end_session()}
                </Button>
              </Form>
            )}
          </li>
        );
      })}
    </ul>
  );
}

import { FolderOpen, PhoneIncoming, Printer } from 'lucide-react';
import { redirect } from 'react-router';
import type { Route } from './+types/intake';
import { callBackWords } from '~/app/components/intake/call-back-words';
import { intakeFacts } from '~/app/components/intake/intake-facts';
import { Missing } from '~/app/components/intake/missing';
import { nextWords } from '~/app/components/intake/next-words';
import { NumberToRead } from '~/app/components/intake/number-to-read';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { SettleForm } from '~/app/components/intake/settle-form';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { HistoryList } from '~/app/components/organisation/history-list';
import { ActionForm } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import type { FormReply } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { type IntakePage, IntakeQuery } from '~/app/graphql/committee/intake';
import { formatMoment } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { proceed } from './proceed';
import { settle } from './settle';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { intake } = await api(context).query(IntakeQuery, { id: params.intakeId });
  if (intake?.outcome === 'received') throw redirect(`/committee/intake/${intake.id}/review`);
  return { intake: intake ?? notFound(), now: new Date().toISOString() };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  const form = await request.formData();
  const problem =
    form.get('intent') === 'settle'
      ? await settle(api(context), form)
      : await proceed(api(context), form, params.intakeId);
  return problem ?? redirect(url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.committee_intake_saved_title({ number: loaderData.intake.number }) }];
}

/** A request that was just taken down: what to read out, what happens next, what is still missing, the next call. */
export default function TakenDown({ loaderData: { intake, now }, actionData }: Route.ComponentProps) {
  useLive(useViewerFeeds('community'));
  return (
    <DeskPage
      title={intake.subject}
      back={{ to: '/committee/intake/calls?show=all', label: m.committee_intake_list_title() }}
      action={
        <LinkButton to="/committee/intake" icon={PhoneIncoming} tone="primary">
          {m.committee_intake_next_call()}
        </LinkButton>
      }
    >
      <Card className="flex flex-col gap-4">
        <NumberToRead number={intake.number} code={intake.followCode} />
        {intake.codeReplacedAt && (
          <Banner tone="caution" title={m.proxies_code_replaced()}>
            <p className="mb-2">{m.proxies_code_replaced_why()}</p>
            <ActionForm hidden={{ intent: 'code-told' }} reply={actionData} label={m.proxies_code_told()} />
          </Banner>
        )}
        <p className="text-lead">{nextWords(intake)}</p>
        <div className="flex flex-wrap gap-3">
          <LinkButton to={`/committee/intake/${intake.id}/slip`} icon={Printer}>
            {m.committee_intake_slip()}
          </LinkButton>
          {intake.servedPerson && (
            <LinkButton to={`/committee/people/${intake.servedPerson.id}`} icon={FolderOpen}>
              {m.visits_file({ name: intake.servedPerson.displayName ?? m.committee_intake_nameless() })}
            </LinkButton>
          )}
        </div>
      </Card>
      <Missing intake={intake} reply={actionData} />
      <CallBackState intake={intake} now={now} reply={actionData} />
      <Section title={m.committee_intake_facts()}>
        <Card as="div">
          <Facts facts={intakeFacts(intake)} />
        </Card>
      </Section>
      <Details summary={m.organisation_history()}>
        <HistoryList entries={intake.history} zone={intake.community.timeZone} />
      </Details>
    </DeskPage>
  );
}

/** Whether somebody waits to be rung back, or was. */
function CallBackState({ intake, now, reply }: { intake: IntakePage; now: string; reply?: FormReply }) {
  const { callBackAt, calledBackAt, community } = intake;
  if (calledBackAt) {
    const note = intake.history.find(({ action }) => action.endsWith('called_back'))?.reason;
    const when = formatMoment(calledBackAt, community.timeZone, now);
    return (
      <Banner tone="success" title={m.committee_intake_called_back({ when })}>
        {note}
      </Banner>
    );
  }
  if (!callBackAt) return null;
  return (
    <Section title={m.committee_intake_call_back()}>
      <Card as="div" className="flex flex-col gap-3">
        <p className="flex flex-wrap items-center gap-x-6">
          <span>
            {callBackWords(callBackAt, now).text} · {formatMoment(callBackAt, community.timeZone, now)}
          </span>
          <PhoneLink phone={intake.requesterPhone} />
        </p>
        <SettleForm intake={intake.id} reply={reply} />
      </Card>
    </Section>
  );
}

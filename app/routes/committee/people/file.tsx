import { FileCheck2, HeartHandshake, Printer, RefreshCw, ShieldAlert, UserCheck, Users } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/file';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { spokenNumber } from '~/app/components/intake/spoken-number';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { purposeWords } from '~/app/components/proxies/words';
import { Badge } from '~/app/components/ui/badge';
import { ActionForm } from '~/app/components/ui/action-form';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { CareNotes } from '~/app/components/visits/care-notes';
import { EmergencyContacts } from '~/app/components/visits/emergency-contacts';
import { ViewList } from '~/app/components/visits/view-list';
import type { FormReply } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { type PersonFile, PersonFileQuery } from '~/app/graphql/committee/people';
import { formatCalendarDate, formatDate } from '~/app/i18n/format';
import { todayIn } from '~/app/i18n/local-time';
import { committeeOf } from '../../organisation/unit';
import { actOnFile } from './act';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { personFile, consents } = await api(context).query(PersonFileQuery, { id: params.personId });
  const file = personFile ?? notFound();
  const reviewed = consents.filter(({ reviewOn, withdrawnAt }) => reviewOn && !withdrawnAt);
  return { file, reviewed, today: todayIn(file.community.timeZone) };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  return actOnFile(api(context), await request.formData(), params.personId, url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.visits_file_title({ name: nameOf(loaderData.file) }) }];
}

const nameOf = (file: PersonFile): string => file.person.displayName ?? m.committee_intake_nameless();

/** A resident as their committee keeps them: how to reach them, what to mind, what they asked for, who has looked. */
export default function File({ loaderData: { file, reviewed, today }, actionData }: Route.ComponentProps) {
  const zone = file.community.timeZone;
  const name = nameOf(file);
  return (
    <DeskPage
      title={m.visits_file_title({ name })}
      lead={m.visits_file_lead({ name })}
      back={{ to: '/committee/intake/calls?show=all', label: m.visits_file_back() }}
    >
      <Card>
        <Reach file={file} reply={actionData} />
      </Card>
      <Beside file={file} />
      <Section title={m.visits_file_requests()}>
        <Requests file={file} />
      </Section>
      <Section title={m.visits_file_notes()}>
        <CareNotes file={file} reply={actionData} />
      </Section>
      {reviewed.map(({ id, purpose, reviewOn }) => (
        <ConsentReview key={id} purpose={purpose} reviewOn={reviewOn ?? ''} today={today} />
      ))}
      <Section title={m.visits_emergency()}>
        <Card as="div">
          <EmergencyContacts contacts={file.emergencyContacts} reply={actionData} />
        </Card>
      </Section>
      <Section title={m.visits_magnet()}>
        <Magnet file={file} reply={actionData} />
      </Section>
      <Section title={m.visits_refused()}>
        <Refused file={file} reply={actionData} />
      </Section>
      <Section title={m.visits_seen()}>
        {file.views.length > 0 ? (
          <ViewList views={file.views} zone={zone} />
        ) : (
          <p className="text-muted">{m.visits_seen_none()}</p>
        )}
      </Section>
    </DeskPage>
  );
}

/** Until when they agreed to something that is asked for again. */
function ConsentReview({ purpose, reviewOn, today }: { purpose: string; reviewOn: string; today: string }) {
  const day = formatCalendarDate(reviewOn);
  const isPast = reviewOn < today;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-semibold">{purposeWords[purpose as keyof typeof purposeWords]()}</span>
      {isPast ? (
        <Badge tone="caution">{m.proxies_consents_review_past({ day })}</Badge>
      ) : (
        <span className="text-muted">{m.proxies_consents_review({ day })}</span>
      )}
    </p>
  );
}

function Reach({ file, reply }: { file: PersonFile; reply?: FormReply }) {
  const { contactPoints, home, community } = file;
  const unverified = <span className="text-meta text-muted"> {m.visits_file_unverified()}</span>;
  return (
    <Facts
      facts={[
        {
          term: m.visits_file_contact(),
          value:
            contactPoints.length === 0
              ? m.visits_file_no_contact()
              : contactPoints.map(({ id, kind, value, verified }) => (
                  <span key={value} className="flex flex-wrap items-center gap-x-2">
                    {kind === 'phone' ? (
                      <PhoneLink phone={value} />
                    ) : (
                      <span className="break-all">{value}</span>
                    )}
                    {!verified && unverified}
                    {!verified && (
                      <ActionForm
                        hidden={{ intent: 'verify-contact', id }}
                        reply={reply}
                        label={
                          <>
                            <span aria-hidden>{m.visits_file_verify()}</span>
                            <span className="sr-only">{m.visits_file_verify_named({ value })}</span>
                          </>
                        }
                      />
                    )}
                  </span>
                )),
        },
        {
          term: m.visits_file_home(),
          value: home
            ? [community.name, home.building, home.door].filter(Boolean).join(' · ')
            : m.visits_file_no_home(),
        },
      ]}
    />
  );
}

/** What else the committee keeps of them, each on a page of its own. */
function Beside({ file: { id, careEntry } }: { file: PersonFile }) {
  return (
    <div className="flex flex-wrap gap-3">
      {careEntry && (
        <LinkButton to={`/committee/care/${careEntry}`} icon={HeartHandshake} prefetch="none">
          {m.visits_file_care()}
        </LinkButton>
      )}
      <LinkButton to={`/committee/people/${id}/consents`} icon={FileCheck2} prefetch="none">
        {m.proxies_consents_of()}
      </LinkButton>
      <LinkButton to={`/committee/people/${id}/proxies`} icon={Users} prefetch="none">
        {m.proxies_of_title()}
      </LinkButton>
    </div>
  );
}

function Requests({ file }: { file: PersonFile }) {
  if (file.requests.length === 0) return <p className="text-muted">{m.visits_file_no_requests()}</p>;
  return (
    <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
      {file.requests.map((request) => (
        <li key={request.id} className="px-4 py-2">
          <Link
            to={`/committee/intake/${request.id}`}
            prefetch="none"
            className="inline-flex min-h-target items-center font-semibold"
          >
            {request.subject}
          </Link>
          <span className="block text-meta text-muted">
            {[spokenNumber(request.number), formatDate(request.createdAt, file.community.timeZone)].join(
              ' · ',
            )}
          </span>
          {request.codeReplacedAt && <Badge tone="caution">{m.proxies_code_replaced()}</Badge>}
        </li>
      ))}
    </ul>
  );
}

function Magnet({ file, reply }: { file: PersonFile; reply?: FormReply }) {
  const { magnet } = file;
  return (
    <Card as="div" className="flex flex-col gap-3">
      <p>{m.visits_magnet_lead()}</p>
      {!magnet && (
        <ActionForm
          hidden={{ intent: 'magnet' }}
          reply={reply}
          label={m.visits_magnet_make()}
          icon={ShieldAlert}
        />
      )}
      {magnet && (
        <>
          <p className="text-muted">
            {m.visits_magnet_since({ day: formatDate(magnet.issuedAt, file.community.timeZone) })}
          </p>
          <div className="flex">
            <LinkButton to={`/committee/people/${file.id}/magnet`} icon={Printer} reloadDocument>
              {m.visits_magnet_print()}
            </LinkButton>
          </div>
          <Details summary={m.visits_magnet_replace()}>
            <p>{m.visits_magnet_replace_hint()}</p>
            <ActionForm
              hidden={{ intent: 'magnet', replace: 'yes' }}
              reply={reply}
              label={m.visits_magnet_replace()}
              icon={RefreshCw}
            />
          </Details>
        </>
      )}
    </Card>
  );
}

function Refused({ file, reply }: { file: PersonFile; reply?: FormReply }) {
  if (file.refusals.length === 0) return <p className="text-muted">{m.visits_refused_none()}</p>;
  return (
    <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
      {file.refusals.map((refusal) => {
        const name = refusal.helper?.displayName ?? m.committee_intake_nameless();
        return (
          <li key={refusal.id} className="flex flex-wrap items-center justify-between gap-3 p-4">
            <span>
              <strong>{name}</strong>
              <span className="block text-meta text-muted">
                {[
                  refusal.reason,
                  m.visits_refused_since({ day: formatDate(refusal.createdAt, file.community.timeZone) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <ActionForm
              hidden={{ intent: 'end-refusal', id: refusal.id }}
              reply={reply}
              icon={UserCheck}
              label={
                <>
                  <span aria-hidden>{m.visits_refused_end()}</span>
                  <span className="sr-only">{m.visits_refused_end_named({ name })}</span>
                </>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}

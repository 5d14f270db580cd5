import { CalendarClock, FolderOpen, PhoneCall, Search, UserPlus } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import type { Route } from './+types/entry';
import { ConsentFields } from '~/app/components/care/consent-fields';
import { OutcomeFields } from '~/app/components/care/outcome-fields';
import { RhythmFields } from '~/app/components/care/rhythm-fields';
import {
  clockOf,
  consentFormWords,
  consentTrouble,
  dueWords,
  followUps,
  followUpWords,
  levelWords,
  outcomeWords,
  rhythmWords,
} from '~/app/components/care/words';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { identityWords } from '~/app/components/organisation/identity-check';
import { ActionForm, answers, fieldOf, ReasonForm } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { ChoiceGroup } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { CareEntryQuery, type CareEntryPage, type CareVisit } from '~/app/graphql/committee/care';
import { PeopleToCheckQuery } from '~/app/graphql/organisation/identity';
import {
  formatCalendarDate,
  formatCalendarDay,
  formatDay,
  formatDuration,
  formatList,
  formatWindow,
} from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { dayAhead } from '../intake/read-intake';
import { actOnEntry } from './act';
import { m } from '~/generated/messages/messages';

const consentDays = 182;
/** So many past and so many coming visits stand on the page. */
const mostPast = 6;
const mostAhead = 3;

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { query } = api(context);
  const { careEntry } = await query(CareEntryQuery, { id: params.entryId });
  const entry = careEntry ?? notFound();
  const search = url.searchParams.get('search')?.trim() ?? '';
  const { people } = search ? await query(PeopleToCheckQuery, { search }) : { people: [] };
  const now = new Date().toISOString();
  return {
    entry: { ...entry, visits: shownVisits(entry.visits, now) },
    search,
    people,
    now,
    reviewOn: dayAhead(consentDays, entry.community.timeZone),
  };
}

/** The last visits and the next ones, the latest first. */
function shownVisits(visits: readonly CareVisit[], now: string): CareVisit[] {
  const standing = visits.filter(({ cancelled }) => !cancelled);
  const past = standing.filter(({ startsAt }) => startsAt <= now);
  const ahead = standing.filter(({ startsAt }) => startsAt > now);
  return [...past.slice(-mostPast), ...ahead.slice(0, mostAhead)].reverse();
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  const problem = await actOnEntry(api(context), await request.formData(), params.entryId);
  return problem ?? redirect(url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.entry.person?.displayName ?? m.care_title() }];
}

/** Somebody who is visited regularly: what is to be done now, when the visits are, who goes, and that they agree. */
export default function CareEntry({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { entry, now } = loaderData;
  useLive(useViewerFeeds('community'));
  const due = dueWords(entry, now);
  return (
    <DeskPage
      title={entry.person?.displayName ?? m.care_nameless()}
      back={{ to: '/committee/care', label: m.care_title() }}
      action={
        entry.person && (
          <LinkButton to={`/committee/people/${entry.person.id}`} icon={FolderOpen} prefetch="none">
            {m.visits_file({ name: entry.person.displayName ?? m.care_nameless() })}
          </LinkButton>
        )
      }
    >
      {entry.endedAt && (
        <Banner title={m.care_ended({ day: formatDay(entry.endedAt, entry.community.timeZone, now) })}>
          {entry.endReason}
        </Banner>
      )}
      {entry.notReached && <NotReached visit={entry.notReached} entry={entry} now={now} reply={reply} />}
      <Card className="flex flex-col gap-3">
        {!entry.notReached && !entry.endedAt && (
          <p className="flex flex-wrap gap-2">
            <Badge tone={due.tone} icon={CalendarClock}>
              {due.text}
            </Badge>
          </p>
        )}
        <Facts facts={factsOf(entry)} />
      </Card>
      <ConsentTrouble entry={entry} />
      <Section title={m.care_visits()}>
        <Visits entry={entry} now={now} reply={reply} />
      </Section>
      {!entry.endedAt && (
        <>
          <Section title={m.care_pair()}>
            <Pairs {...loaderData} reply={reply} />
          </Section>
          <Section title={m.care_settings()}>
            <Settings entry={entry} reviewOn={loaderData.reviewOn} reply={reply} />
          </Section>
        </>
      )}
    </DeskPage>
  );
}

function factsOf(entry: CareEntryPage) {
  return [
    { term: m.care_level(), value: levelWords[entry.level]() },
    {
      term: m.care_when(),
      value: `${rhythmWords({ ...entry, dueDay: entry.startsOn })} · ${formatDuration(entry.durationMinutes)}`,
    },
    !entry.notReached && { term: m.care_phone(), value: <PhoneLink phone={entry.phone} /> },
    entry.consentForm !== null &&
      entry.consentReviewOn !== null && {
        term: m.care_consent(),
        value: m.care_consent_until({
          how: consentFormWords[entry.consentForm](),
          day: formatCalendarDate(entry.consentReviewOn),
        }),
      },
  ];
}

/** Nobody was reached: whom to call, and what was done about it. */
function NotReached({
  visit,
  entry,
  now,
  reply,
}: {
  visit: CareVisit;
  entry: CareEntryPage;
  now: string;
  reply?: FormReply;
}) {
  const hidden = { intent: 'follow_up', visit: visit.id };
  return (
    <Card className="flex flex-col gap-3 border-danger">
      <Banner tone="danger" title={m.care_not_reached_on({ day: formatCalendarDay(visit.dueOn, now) })}>
        {m.care_not_reached_advice()}
      </Banner>
      <PhoneLink phone={entry.phone} />
      <ActionForm
        hidden={hidden}
        reply={reply}
        label={m.care_follow_up_save()}
        tone="primary"
        icon={PhoneCall}
      >
        {(mine) => (
          <>
            <ChoiceGroup
              type="radio"
              field={fieldOf(hidden, 'followUp', mine)}
              label={m.care_follow_up()}
              options={followUps.map((value) => ({ value, label: followUpWords[value]() }))}
            />
            <TextField
              field={fieldOf(hidden, 'note', mine)}
              label={m.care_note()}
              optional
              maxLength={500}
              autoComplete="off"
            />
          </>
        )}
      </ActionForm>
    </Card>
  );
}

function ConsentTrouble({ entry }: { entry: CareEntryPage }) {
  const trouble = consentTrouble[entry.consentState];
  if (!trouble || entry.endedAt) return null;
  return (
    <Banner tone="caution" title={trouble()}>
      {entry.consentState === 'review_soon' ? m.care_consent_soon_advice() : m.care_consent_stopped()}
    </Banner>
  );
}

function Visits({ entry, now, reply }: { entry: CareEntryPage; now: string; reply?: FormReply }) {
  if (entry.visits.length === 0) return <p className="text-muted">{m.care_no_visits()}</p>;
  return (
    <ol className="flex flex-col gap-3">
      {entry.visits.map((visit) => (
        <li
          key={visit.id}
          className="flex flex-col gap-2 rounded-card border border-rule bg-surface px-4 py-3"
        >
          <VisitLine visit={visit} zone={entry.community.timeZone} now={now} />
          {visit.outcome === null && visit.startsAt <= now && <ReportForm visit={visit} reply={reply} />}
        </li>
      ))}
    </ol>
  );
}

function VisitLine({ visit, zone, now }: { visit: CareVisit; zone: string; now: string }) {
  const helpers = visit.helpers.map((helper) => helper?.displayName ?? m.care_nameless());
  const isAhead = visit.startsAt > now;
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">{formatWindow(visit.startsAt, visit.endsAt, zone, now)}</span>
        {visit.outcome ? (
          <Badge tone={visit.outcome === 'well' ? 'primary' : 'accent'}>
            {outcomeWords[visit.outcome]()}
          </Badge>
        ) : (
          <span className="text-muted">{isAhead ? m.care_planned() : m.care_not_told()}</span>
        )}
      </p>
      {helpers.length > 0 ? (
        <p className="text-muted">{m.care_helpers({ names: formatList(helpers) })}</p>
      ) : (
        isAhead && <p className="text-accent">{m.care_nobody_goes()}</p>
      )}
      {visit.outcome && visit.outcome !== 'not_held' && !visit.arrived && (
        <p className="text-accent">{m.care_not_arrived()}</p>
      )}
      {visit.intake && (
        <Link
          to={`/committee/intake/${visit.intake.id}`}
          prefetch="none"
          className="inline-flex min-h-target items-center"
        >
          {m.care_request({ subject: visit.intake.subject })}
        </Link>
      )}
      {visit.followUp && (
        <p>
          {m.care_followed_up({ what: followUpWords[visit.followUp]() })}
          {visit.followUpNote && ` ${visit.followUpNote}`}
        </p>
      )}
    </>
  );
}

/** Whoever went has told an officer how it was. */
function ReportForm({ visit, reply }: { visit: CareVisit; reply?: FormReply }) {
  const hidden = { intent: 'report', visit: visit.id };
  return (
    <Details summary={m.care_report_by_phone()} open={answers(reply, hidden)}>
      <ActionForm hidden={hidden} reply={reply} label={m.care_report_save()} tone="primary">
        {(mine) => <OutcomeFields fieldOf={(name) => fieldOf(hidden, name, mine)} />}
      </ActionForm>
    </Details>
  );
}

function Pairs({ entry, search, people, reply }: Route.ComponentProps['loaderData'] & { reply?: FormReply }) {
  const zone = entry.community.timeZone;
  const paired = new Set(entry.pairs.map(({ volunteer }) => volunteer?.id));
  return (
    <>
      {entry.pairs.length === 0 && <p className="text-accent">{m.care_pair_none_advice()}</p>}
      {entry.comesAlone && <Banner tone="caution" title={m.care_comes_alone_advice()} />}
      <ul className="flex flex-col gap-3">
        {entry.pairs.map((pair) => (
          <li
            key={pair.id}
            className="flex flex-col gap-2 rounded-card border border-rule bg-surface px-4 py-3"
          >
            <p>
              <span className="font-semibold">{pair.volunteer?.displayName ?? m.care_nameless()}</span>{' '}
              <span className="text-muted">
                {pair.hasVisited ? m.care_has_visited() : m.care_never_been()}
              </span>
            </p>
            <ReasonForm
              hidden={{ intent: 'unpair', pair: pair.id }}
              reply={reply}
              summary={m.care_unpair()}
              question={m.care_unpair_reason()}
              label={m.care_unpair()}
            />
          </li>
        ))}
      </ul>
      <Details
        summary={m.care_pair_add()}
        open={search !== '' || entry.pairs.length === 0 || answers(reply, { intent: 'pair' })}
      >
        <p className="text-muted">{m.care_pair_ask_both()}</p>
        <Form method="get" role="search" className="flex flex-col gap-3 sm:flex-row sm:items-end">
          <div className="flex-1">
            <TextField
              key={search}
              field={{ id: 'search', name: 'search', initialValue: search }}
              label={m.care_pair_find()}
              type="search"
              autoComplete="off"
            />
          </div>
          <Button icon={Search}>{m.committee_slips_find()}</Button>
        </Form>
        {search && people.length === 0 && <p className="text-muted">{m.care_find_none()}</p>}
        <ul className="flex flex-col divide-y divide-rule">
          {people.map((person) => (
            <li key={person.id} className="flex flex-wrap items-center justify-between gap-3 py-2">
              <span>
                <span className="font-semibold">{person.displayName ?? m.care_nameless()}</span>
                <span className="block text-meta text-muted">
                  {identityWords(person.identityCheckedUntil, zone)}
                </span>
              </span>
              {paired.has(person.id) ? (
                <span className="text-muted">{m.care_paired_already()}</span>
              ) : (
                <ActionForm
                  hidden={{ intent: 'pair', volunteer: person.id }}
                  reply={reply}
                  label={m.care_pair_save()}
                  icon={UserPlus}
                />
              )}
            </li>
          ))}
        </ul>
      </Details>
    </>
  );
}

function Settings({ entry, reviewOn, reply }: { entry: CareEntryPage; reviewOn: string; reply?: FormReply }) {
  const change = { intent: 'change' };
  const renew = { intent: 'renew' };
  const isWithdrawn = entry.consentState === 'withdrawn' || entry.consentState === 'missing';
  const start = {
    level: entry.level,
    interval: entry.interval,
    startsOn: entry.startsOn,
    startTime: clockOf(entry.startMinute),
    durationMinutes: String(entry.durationMinutes),
  };
  return (
    <>
      <Details summary={m.care_change()} open={answers(reply, change)}>
        <ActionForm hidden={change} reply={reply} label={m.care_change_save()} tone="primary">
          {(mine) => <RhythmFields fieldOf={(name) => fieldOf(change, name, mine, start[name])} />}
        </ActionForm>
      </Details>
      <Details summary={m.care_renew()} open={answers(reply, renew)}>
        <ActionForm hidden={renew} reply={reply} label={m.care_renew_save()} tone="primary">
          {(mine) => (
            <ConsentFields
              fieldOf={(name) => fieldOf(renew, name, mine, name === 'reviewOn' ? reviewOn : undefined)}
            />
          )}
        </ActionForm>
      </Details>
      {!isWithdrawn && (
        <ReasonForm
          hidden={{ intent: 'withdraw' }}
          reply={reply}
          summary={m.care_withdraw()}
          question={m.care_withdraw_note()}
          hint={m.care_withdraw_hint()}
          label={m.care_withdraw_save()}
          name="note"
        />
      )}
      <ReasonForm
        hidden={{ intent: 'end' }}
        reply={reply}
        summary={m.care_end()}
        question={m.care_end_reason()}
        hint={m.care_end_hint()}
        label={m.care_end_save()}
      />
    </>
  );
}

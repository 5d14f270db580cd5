import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import type { Route } from './+types/review-one';
import { channelWords, relationships } from '~/app/components/intake/choices';
import { IntakeForm, type IntakeReply } from '~/app/components/intake/intake-form';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { spokenNumber, spokenPhone } from '~/app/components/intake/spoken-number';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Banner } from '~/app/components/ui/banner';
import { Card } from '~/app/components/ui/card';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { type ReviewIntake, ReviewQuery, ReviewRequest } from '~/app/graphql/committee/review';
import { formatMoment } from '~/app/i18n/format';
import { committeeOf } from '../../organisation/unit';
import { peopleOf } from './find-around';
import { categoriesByUse } from './from-recent';
import { dayAhead, formFieldOf, inputOf, intakeShape, type TypedIntake } from './read-intake';
import { workerOptions } from './worker-options';
import { m } from '~/generated/messages/messages';

/** Days that a complaint may take unless the officer says otherwise. */
const complaintDays = 7;

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { intake, categories, communities, recent, intakeWorkers } = await api(context).query(ReviewQuery, {
    id: params.intakeId,
    community: unit.community.id,
  });
  if (!intake) notFound();
  if (intake.outcome !== 'received') throw redirect(`/committee/intake/${intake.id}`);
  const intakes = recent.edges.map((edge) => edge.node);
  return {
    intake,
    key: randomUUID(),
    now: new Date().toISOString(),
    categories: categoriesByUse(categories, intakes),
    communities: [unit.community, ...communities].map(({ id, name }) => ({ id, name })),
    workers: workerOptions(intakeWorkers, unit.personId),
    dueDay: dayAhead(complaintDays, unit.community.timeZone),
  };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const unit = await committeeOf(context, url);
  const desk = api(context);
  const form = await request.formData();
  const around = async (reply: IntakeReply): Promise<IntakeReply> => ({
    ...reply,
    people: await peopleOf(desk, form),
  });
  if (form.get('intent') === 'find') {
    const initialValue = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    return data(await around({ initialValue }));
  }
  const read = readForm(form, intakeShape);
  if (!read.ok) return data(await around(read.reply.data), read.reply.init ?? undefined);
  const typed = read.value;
  const { reviewRequest } = await desk.mutate(ReviewRequest, {
    input: { intake: params.intakeId, request: inputOf(typed, unit.community.timeZone) },
    key: typed.key,
  });
  if (!isProblem(reviewRequest)) return redirect(`/committee/intake/${reviewRequest.id}`);
  const refused = read.refuse(onTheForm(reviewRequest, typed));
  return data(await around(refused.data), refused.init ?? undefined);
}

/** The API's issues by the names the form has for its fields. */
function onTheForm<Problem extends { __typename: string }>(problem: Problem, typed: TypedIntake): Problem {
  if (!('issues' in problem)) return problem;
  const issues = (problem.issues as { path: readonly string[]; message: string }[]).map((issue) => ({
    ...issue,
    path: [formFieldOf(issue.path[0] === 'request' ? issue.path.slice(1) : issue.path, typed)],
  }));
  return { ...problem, issues };
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.committee_intake_saved_title({ number: loaderData.intake.number }) }];
}

/** One request that came by itself: what was typed, and the form of the desk filled in with it. */
export default function ReviewOne({ loaderData, actionData }: Route.ComponentProps) {
  const { intake, key, now, categories, communities, workers, dueDay } = loaderData;
  return (
    <DeskPage
      title={m.ask_review_one()}
      lead={m.ask_review_one_lead()}
      width="wide"
      back={{ to: '/committee/intake/review', label: m.ask_review_title() }}
    >
      <Section title={m.ask_review_typed()}>
        <Card as="div">
          <Facts facts={typedFacts(intake)} />
        </Card>
      </Section>
      {intake.consentTicked &&
        (intake.requester ? (
          <Banner tone="success" title={m.ask_review_consented()} />
        ) : (
          <Banner tone="info" title={m.ask_review_ticked()} />
        ))}
      <IntakeForm
        reply={actionData}
        idempotencyKey={key}
        now={now}
        start={{ ...startOf(intake), dueDay }}
        categories={categories}
        communities={communities}
        workers={workers}
        review={{
          served: isForAnother(intake)
            ? withKnown(intake.servedPerson, intake, intake.served)
            : withKnown(intake.requester, intake, intake.requesters),
          caller: isForAnother(intake) ? withKnown(intake.requester, intake, intake.requesters) : [],
        }}
      />
    </DeskPage>
  );
}

const isForAnother = ({ relationship }: ReviewIntake): boolean => relationship !== 'self';

/** Whoever was signed in, in front of those who may be meant. */
function withKnown(
  known: ReviewIntake['requester'],
  { community: { id, name } }: ReviewIntake,
  found: ReviewIntake['requesters'],
): ReviewIntake['requesters'] {
  if (!known?.displayName || found.some((person) => person.id === known.id)) return found;
  const community = { id, name };
  return [
    { id: known.id, name: known.displayName, phoneLastFour: null, building: null, community },
    ...found,
  ];
}

function reportedOf(intake: ReviewIntake, part: 'requester' | 'served') {
  const found = intake.reported.find((person) => person.part === part);
  const known = part === 'requester' ? intake.requester : intake.servedPerson;
  return {
    name: found?.name ?? known?.displayName ?? null,
    phone: found?.phone ?? null,
    unreadablePhone: found?.unreadablePhone ?? null,
  };
}

/** The form as the request fills it in. Whoever was signed in is chosen. */
function startOf(intake: ReviewIntake) {
  const [asks, served] = [reportedOf(intake, 'requester'), reportedOf(intake, 'served')];
  const another = isForAnother(intake);
  const main = another ? served : asks;
  const mainPerson = another ? intake.servedPerson : intake.requester;
  const relationship = relationships.find((each) => each === intake.relationship);
  const texts = {
    person: mainPerson?.id,
    name: mainPerson ? undefined : (main.name ?? undefined),
    phone: main.phone ? spokenPhone(main.phone) : undefined,
    byProxy: another ? 'on' : undefined,
    callerPerson: another ? intake.requester?.id : undefined,
    callerName: another && !intake.requester ? (asks.name ?? undefined) : undefined,
    callerPhone: another && asks.phone ? spokenPhone(asks.phone) : undefined,
    relationship,
    // A text message may be longer than a request may be.
    subject: [...intake.subject].slice(0, 200).join(''),
    category: intake.category?.id,
    building: intake.place?.building ?? undefined,
    door: intake.place?.door ?? undefined,
    wishedTime: intake.wishedTime ?? undefined,
  };
  const known = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    channel: 'web' as const,
    community: intake.community.id,
    ...(Object.fromEntries(known) as Partial<Record<keyof typeof texts, string>>),
  };
}

function typedFacts(intake: ReviewIntake) {
  const asks = reportedOf(intake, 'requester');
  const served = reportedOf(intake, 'served');
  const who = (person: typeof asks) => (
    <span className="flex flex-wrap items-center gap-x-4">
      {person.name ?? m.committee_intake_nameless()}
      {person.phone && <PhoneLink phone={person.phone} />}
      {person.unreadablePhone && (
        <span className="break-words">{m.ask_review_phone_unreadable({ text: person.unreadablePhone })}</span>
      )}
    </span>
  );
  return [
    { term: m.committee_intake_number(), value: spokenNumber(intake.number) },
    { term: m.committee_intake_subject_short(), value: intake.subject },
    { term: m.ask_review_asks(), value: who(asks) },
    isForAnother(intake) && { term: m.committee_intake_who_short(), value: who(served) },
    {
      term: m.committee_intake_where(),
      value: [intake.community.name, intake.place?.building, intake.place?.door].filter(Boolean).join(' · '),
    },
    intake.wishedTime !== null && { term: m.committee_intake_when_short(), value: intake.wishedTime },
    {
      term: m.committee_intake_channel(),
      value: `${channelWords[intake.channel]()} · ${formatMoment(intake.createdAt, intake.community.timeZone)}`,
    },
  ];
}

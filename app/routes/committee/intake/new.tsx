import { randomUUID } from 'node:crypto';
import { Inbox, ListChecks } from 'lucide-react';
import { data, redirect } from 'react-router';
import type { Route } from './+types/new';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { IntakeForm, type IntakeReply } from '~/app/components/intake/intake-form';
import { LinkButton } from '~/app/components/ui/button';
import { isProblem, readForm } from '~/app/forms/form';
import { type Api, api } from '~/app/graphql/api';
import { IntakeDeskQuery, TakeDown } from '~/app/graphql/committee/intake';
import { committeeOf } from '../../organisation/unit';
import { categoriesByUse, channelOf } from './from-recent';
import { workerOptions } from './worker-options';
import { findRepeats, knownOf, peopleOf } from './find-around';
import { dayAhead, formFieldOf, inputOf, intakeShape, type TypedIntake } from './read-intake';
import { m } from '~/generated/messages/messages';

/** Days that a complaint may take unless the officer says otherwise. */
const complaintDays = 7;

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { query } = api(context);
  const { categories, communities, recent, due, toReview, intakeWorkers } = await query(IntakeDeskQuery, {
    community: unit.community.id,
  });
  const intakes = recent.edges.map((edge) => edge.node);
  return {
    key: randomUUID(),
    now: new Date().toISOString(),
    due: due.totalCount,
    toReview: toReview.totalCount,
    workers: workerOptions(intakeWorkers, unit.personId),
    categories: categoriesByUse(categories, intakes),
    communities: [unit.community, ...communities].map(({ id, name }) => ({ id, name })),
    start: {
      channel: channelOf(intakes, unit.personId),
      community: unit.community.id,
      dueDay: dayAhead(complaintDays, unit.community.timeZone),
    },
  };
}

/** Takes a request down, unless it may be a repeat that nobody has seen yet. `find` saves nothing: it looks people and repeats up. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const unit = await committeeOf(context, url);
  const form = await request.formData();
  const desk = api(context);
  const zone = unit.community.timeZone;
  if (form.get('intent') === 'find') return data(await around(desk, form, kept(form)));

  const read = readForm(form, intakeShape);
  if (!read.ok) return answer(desk, form, read.reply);
  const typed = await atHome(desk, form, read.value);
  const seen = new Set(form.getAll('repeatsSeen').map(String));
  const repeats = await findRepeats(desk, typed);
  if (repeats.some(({ id }) => !seen.has(id))) {
    const held = await around(desk, form, { ...kept(form), heldForRepeats: true });
    return data(held, { status: 409 });
  }
  const { takeDown } = await desk.mutate(TakeDown, { input: inputOf(typed, zone), key: typed.key });
  if (takeDown.__typename === 'Refusal' && takeDown.code === 'IDEMPOTENCY_CONFLICT') {
    const again = { ...kept(form).initialValue, key: randomUUID(), now: new Date().toISOString() };
    return data(await around(desk, form, { initialValue: again, savedBefore: true }), { status: 409 });
  }
  if (isProblem(takeDown)) return answer(desk, form, read.refuse(onTheForm(takeDown, typed)));
  return redirect(`/committee/intake/${takeDown.id}`);
}

/** A known person is at home unless another place was typed; without JavaScript the page could not fill that in. */
async function atHome(desk: Api, form: FormData, typed: TypedIntake): Promise<TypedIntake> {
  if (!typed.person || typed.building || form.has('homeShown')) return typed;
  const { served } = await peopleOf(desk, form);
  const home = served.people.find(({ id }) => id === typed.person)?.building ?? undefined;
  return { ...typed, building: home };
}

/** What was typed, with nothing said against it. */
const kept = (form: FormData): IntakeReply => ({
  initialValue: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])),
});

async function answer(desk: Api, form: FormData, reply: { data: IntakeReply; init: ResponseInit | null }) {
  return data(await around(desk, form, reply.data), reply.init ?? undefined);
}

/** Without JavaScript the page has nobody to ask but its own answer: whom the form may mean, and what it may repeat. */
async function around(desk: Api, form: FormData, reply: IntakeReply): Promise<IntakeReply> {
  const [people, repeats] = await Promise.all([peopleOf(desk, form), findRepeats(desk, knownOf(form))]);
  return { ...reply, people, repeats };
}

/** The API's issues by the names the form has for its fields. */
function onTheForm<Problem extends { __typename: string }>(problem: Problem, typed: TypedIntake): Problem {
  if (!('issues' in problem)) return problem;
  const issues = (problem.issues as { path: readonly string[]; message: string }[]).map(
    ({ path, message }) => ({
      path: [formFieldOf(path, typed)],
      message,
    }),
  );
  return { ...problem, issues };
}

export function meta() {
  return [{ title: m.committee_intake_title() }];
}

/** Beside a ringing telephone: one request in under a minute. */
export default function TakeRequestDown({ loaderData, actionData }: Route.ComponentProps) {
  const { key, now, due, toReview, workers, start, categories, communities } = loaderData;
  return (
    <DeskPage
      title={m.committee_intake_title()}
      lead={m.committee_intake_lead()}
      width="wide"
      action={
        <>
          {toReview > 0 && (
            <LinkButton to="/committee/intake/review" icon={Inbox} tone="primary">
              {m.ask_review_due({ count: toReview })}
            </LinkButton>
          )}
          <LinkButton to="/committee/intake/calls" icon={ListChecks}>
            {due > 0 ? m.committee_intake_calls_due({ count: due }) : m.committee_intake_calls_title()}
          </LinkButton>
        </>
      }
    >
      <IntakeForm
        reply={actionData}
        idempotencyKey={key}
        now={now}
        start={start}
        categories={categories}
        communities={communities}
        workers={workers}
      />
    </DeskPage>
  );
}

import { Link2, Undo2 } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/hand-over';
import { CopyButton } from '~/app/components/calendars/copy-button';
import { taskLine } from '~/app/components/hand-over/offered-place';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import { Page } from '~/app/components/ui/page';
import { TextArea } from '~/app/components/ui/text-field';
import { isProblem, readForm, type FormReply } from '~/app/forms/form';
import { api, notFound, signInFirst } from '~/app/graphql/api';
import { HandOverPageQuery, OfferHandOver, TakeBackHandOver } from '~/app/graphql/hand-over';
import type { ResultOf } from '~/app/graphql/graphql';
import { formatMoment } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { m } from '~/generated/messages/messages';

const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('offer'),
    /** `all`, `link`, or the claim of the person it is offered to. */
    to: z.string({ error: () => m.handover_to_missing() }),
    swapTask: z.string().optional(),
  }),
  z.object({ intent: z.literal('take-back'), handOver: z.string() }),
]);

/** `/my/tasks/CLAIM/hand-over`: offers one's place to others, or takes the offer back. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { viewer, claim } = await api(context).query(HandOverPageQuery, { claim: params.claim });
  if (!viewer) signInFirst(url);
  if (!claim) return notFound();
  // Somebody has taken the place; or it is not theirs, but of a roster that they run.
  if (claim.state !== 'confirmed' || claim.task.myClaim?.id !== claim.id) throw redirect('/my/tasks');
  return { claim, origin: url.origin, now: new Date().toISOString() };
}

export async function action({ context, params, request, url }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { mutate } = api(context);
  const { value } = read;
  if (value.intent === 'take-back') {
    const { takeBackHandOver } = await mutate(TakeBackHandOver, { input: { handOver: value.handOver } });
    return isProblem(takeBackHandOver) ? read.refuse(takeBackHandOver) : redirect(url.pathname, 303);
  }
  const to = value.to === 'all' || value.to === 'link' ? value.to : 'person';
  const { offerHandOver } = await mutate(OfferHandOver, {
    input: {
      claim: params.claim,
      to,
      toClaim: to === 'person' ? value.to : null,
      swapTask: value.swapTask || null,
    },
  });
  return isProblem(offerHandOver) ? read.refuse(offerHandOver) : redirect(url.pathname, 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.handover_title()} · ${m.common_brand()}` }];
}

type Claim = NonNullable<ResultOf<typeof HandOverPageQuery>['claim']>;

export default function HandOver({ loaderData, actionData }: Route.ComponentProps) {
  const { claim, origin, now } = loaderData;
  useLive([`need:${claim.task.need.id}`, ...useViewerFeeds('person')]);
  return (
    <Page title={m.handover_title()} lead={taskLine(claim.task, now)}>
      {claim.handOver ? (
        <Offered claim={claim} handOver={claim.handOver} origin={origin} now={now} reply={actionData} />
      ) : (
        <Offer claim={claim} now={now} reply={actionData} />
      )}
      <div>
        <LinkButton to="/my/tasks">{m.common_nav_my_tasks()}</LinkButton>
      </div>
    </Page>
  );
}

/** To whom, and whether for a place in return. */
function Offer({ claim, now, reply }: { claim: Claim; now: string; reply?: FormReply }) {
  const hidden = { intent: 'offer' };
  return (
    <Card>
      <ActionForm hidden={hidden} reply={reply} label={m.handover_offer()} tone="primary">
        {(mine) => (
          <>
            <p>{m.handover_yours_until()}</p>
            <ChoiceGroup
              type="radio"
              field={fieldOf(hidden, 'to', mine)}
              label={m.handover_to()}
              options={[
                { value: 'all', label: m.handover_to_all() },
                { value: 'link', label: m.handover_to_link() },
                ...claim.handOverPeople.map((person) => ({
                  value: person.claim,
                  label: m.handover_to_person({ name: person.name, task: taskLine(person.task, now) }),
                })),
              ]}
            />
            {claim.swapTasks.length > 0 && (
              <SelectField
                field={fieldOf(hidden, 'swapTask', mine)}
                label={m.handover_swap_question()}
                hint={m.handover_swap_hint()}
                empty={m.handover_swap_none()}
                options={claim.swapTasks.map((task) => ({ value: task.id, label: taskLine(task, now) }))}
              />
            )}
          </>
        )}
      </ActionForm>
    </Card>
  );
}

interface OfferedProps {
  claim: Claim;
  handOver: NonNullable<Claim['handOver']>;
  origin: string;
  now: string;
  reply?: FormReply;
}

/** What is offered now, the link to pass on, and how to keep the place after all. */
function Offered({ claim, handOver, origin, now, reply }: OfferedProps) {
  const link = handOver.code && `${origin}/hand-over/${handOver.code}`;
  return (
    <Card className="flex flex-col gap-4">
      <Banner title={m.handover_is_offered()}>{standing(handOver, claim, now)}</Banner>
      {handOver.swapTask && (
        <p>
          <strong>{m.handover_wanted()}</strong> {taskLine(handOver.swapTask, now)}
        </p>
      )}
      {link && (
        <>
          <TextArea
            field={{ id: 'hand-over-link', name: 'link', initialValue: link }}
            label={m.handover_link()}
            hint={m.handover_link_hint({ code: spokenCode(handOver.code ?? '') })}
            className="font-mono break-all"
            rows={2}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <div className="flex flex-wrap gap-3">
            <CopyButton text={link} />
            <LinkButton to={`/hand-over/${handOver.code}`} icon={Link2}>
              {m.handover_link_look()}
            </LinkButton>
          </div>
        </>
      )}
      <ActionForm
        hidden={{ intent: 'take-back', handOver: handOver.id }}
        reply={reply}
        label={m.handover_take_back()}
        icon={Undo2}
      />
    </Card>
  );
}

/** Read out in two halves. */
const spokenCode = (code: string): string => `${code.slice(0, 5)} ${code.slice(5)}`;

function standing({ to, state, askedUntil }: OfferedProps['handOver'], { task }: Claim, now: string): string {
  if (state === 'requested') return m.handover_waits_for_yes();
  if (to === 'link') return m.handover_stands_link();
  if (to === 'person') return m.handover_stands_person();
  const { timeZone } = task.need.community;
  return askedUntil && askedUntil > now
    ? m.handover_stands_line({ until: formatMoment(askedUntil, timeZone, now) })
    : m.handover_stands_all();
}

import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/need';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { spokenNumber } from '~/app/components/intake/spoken-number';
import { JudgementFields } from '~/app/components/judging/judgement-fields';
import { judgementShape } from '~/app/components/judging/judgement-shape';
import { heardBy, heardByWords, judgements, judgementWords } from '~/app/components/judging/judgement-words';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { fieldOf } from '~/app/components/ui/action-form';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { ChoiceGroup } from '~/app/components/ui/choice-field';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { ReturnVisitQuery, TakeDownJudgement } from '~/app/graphql/judging';
import { useLive } from '~/app/live/use-live';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = judgementShape.extend({ channel: z.enum(heardBy), word: z.enum(['served', 'requester']) });

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { needToAsk } = await api(context).query(ReturnVisitQuery, { id: params.needId });
  // Judged meanwhile, or never the committee's to ask: the list says what is left.
  if (!needToAsk) throw redirect('/committee/return-visits');
  return { asked: needToAsk };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { takeDownJudgement } = await api(context).mutate(TakeDownJudgement, {
    input: { need: params.needId, ...read.value },
  });
  return isProblem(takeDownJudgement)
    ? read.refuse(takeDownJudgement)
    : redirect('/committee/return-visits?saved');
}

export function meta() {
  return [{ title: m.judging_ask_open() }];
}

const hidden = { intent: 'judgement' };

/** The call or the slip: how it was heard, what else was said, and then one press for how it turned out. */
export default function WriteDown({ loaderData: { asked }, actionData }: Route.ComponentProps) {
  const { need, servedPerson, requester, phone } = asked;
  useLive([`need:${need.id}`]);
  const asksForOther = requester && requester.id !== servedPerson?.id;
  const field = (name: string, initial?: string) => fieldOf(hidden, name, actionData, initial);
  return (
    <DeskPage
      title={need.title}
      lead={m.judging_number({ number: spokenNumber(need.number) })}
      back={{ to: '/committee/return-visits', label: m.judging_ask_title() }}
    >
      <Card as="div" className="flex flex-wrap items-center justify-between gap-x-6">
        <span className="text-lead font-semibold">
          {servedPerson?.displayName ?? requester?.displayName ?? m.committee_intake_nameless()}
        </span>
        <PhoneLink phone={phone} />
      </Card>
      <Card>
        <Form method="post" noValidate className="flex flex-col gap-6">
          <FormErrors errors={actionData?.error?.[''] ?? actionData?.error?.judgement ?? undefined} />
          <input type="hidden" name="intent" value={hidden.intent} />
          <input type="hidden" name="round" value={need.round} />
          <ChoiceGroup
            field={field('channel', 'phone')}
            type="radio"
            label={m.judging_channel()}
            inline
            options={heardBy.map((value) => ({ value, label: heardByWords[value]() }))}
          />
          {asksForOther ? (
            <ChoiceGroup
              field={field('word', 'served')}
              type="radio"
              label={m.judging_word()}
              inline
              options={[
                { value: 'served', label: m.judging_word_served() },
                { value: 'requester', label: `${m.judging_word_requester()}: ${requester.displayName}` },
              ]}
            />
          ) : (
            <input type="hidden" name="word" value="served" />
          )}
          <JudgementFields hidden={hidden} reply={actionData} short />
          <fieldset className="flex flex-col gap-3">
            <legend className="font-semibold">{m.judging_save()}</legend>
            <p className="text-meta text-muted">{m.judging_save_hint()}</p>
            <div className="flex flex-wrap gap-3">
              {judgements.map((value) => (
                <Button
                  key={value}
                  name="judgement"
                  value={value}
                  tone={value === 'solved' ? 'primary' : 'secondary'}
                >
                  {judgementWords[value]()}
                </Button>
              ))}
            </div>
          </fieldset>
        </Form>
      </Card>
    </DeskPage>
  );
}

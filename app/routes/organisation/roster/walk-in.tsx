import { randomUUID } from 'node:crypto';
import { Search, UserPlus } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/walk-in';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Choice } from '~/app/components/ui/choice-field';
import { FieldError, type FieldMeta } from '~/app/components/ui/field';
import { Section } from '~/app/components/ui/page';
import { DateField, TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { AddWalkIn, WalkInQuery } from '~/app/graphql/organisation/roster';
import { formatDay } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { unitOf } from '../unit';
import { m } from '~/generated/messages/messages';

const agreed = z.preprocess((value) => value === 'on', z.boolean());
const key = z.uuid();
const shape = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('person'), key, person: z.string(), agreed }),
  z.object({ intent: z.literal('number'), key, memberNumber: z.string().trim().min(1).max(40), agreed }),
  z.object({
    intent: z.literal('new'),
    key,
    name: z.string().trim().min(1).max(80),
    birthDate: z.iso.date({ error: () => m.organisation_walk_in_birth_date_unreadable() }).optional(),
    agreed: agreed.refine((yes) => yes, { error: () => m.organisation_walk_in_ask_first() }),
  }),
]);

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await unitOf(context, url);
  const name = url.searchParams.get('name')?.trim() ?? '';
  const { task } = await api(context).query(WalkInQuery, { id: params.taskId, name });
  if (!task?.claims) notFound();
  return { task, name, candidates: task.walkInCandidates, key: randomUUID() };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { intent: _, key: idempotencyKey, ...who } = read.value;
  const input = { task: params.taskId, ...who };
  const { addWalkIn } = await api(context).mutate(AddWalkIn, { input, key: idempotencyKey });
  if (isProblem(addWalkIn)) return read.refuse(addWalkIn);
  return redirect(`/organisation/tasks/${params.taskId}/roster#here`);
}

export function meta() {
  return [{ title: m.organisation_walk_in_question() }];
}

/** That they heard the terms and agree, with what is wrong when it is asked for. */
function Agreed({ field }: { field: FieldMeta }) {
  return (
    <div>
      <Choice field={field}>{m.organisation_walk_in_agreed()}</Choice>
      <FieldError field={field} />
    </div>
  );
}

/** Puts somebody who is here without having signed up on the roster: known by name, by member number, or new. */
export default function WalkIn({ loaderData, actionData }: Route.ComponentProps) {
  const { task, name, candidates, key } = loaderData;
  useLive([`task:${task.id}`]);
  const zone = task.need.community.timeZone;
  const byNumber = { intent: 'number' };
  const someoneNew = { intent: 'new' };
  return (
    <DeskPage
      back={{ to: `/organisation/tasks/${task.id}/roster`, label: m.organisation_to_roster() }}
      title={m.organisation_walk_in_question()}
      lead={m.organisation_walk_in_lead({ title: task.need.title })}
    >
      {task.freePlaces <= 0 && <Banner tone="caution" title={m.organisation_walk_in_full()} />}
      <Form method="get" role="search" className="flex items-end gap-3">
        <div className="min-w-0 flex-1">
          <TextField
            key={name}
            field={{ id: 'name', name: 'name', initialValue: name }}
            label={m.organisation_walk_in_find()}
            type="search"
            autoComplete="off"
          />
        </div>
        <Button icon={Search} tone={name ? 'secondary' : 'primary'}>
          {m.organisation_walk_in_search()}
        </Button>
      </Form>
      {name !== '' && candidates.length === 0 && (
        <p role="status" className="text-muted">
          {m.organisation_walk_in_none({ name })}
        </p>
      )}
      {candidates.length > 0 && (
        <Section title={m.organisation_walk_in_found({ count: candidates.length })}>
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {candidates.map(({ person, lastServedAt }) => (
              <li key={person.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-2">
                <div className="min-w-0">
                  <p className="text-lead font-semibold">{person.displayName}</p>
                  <p className="text-meta text-muted">
                    {lastServedAt
                      ? m.organisation_walk_in_last({ date: formatDay(lastServedAt, zone) })
                      : m.organisation_walk_in_first()}
                  </p>
                </div>
                <ActionForm
                  hidden={{ intent: 'person', person: person.id }}
                  reply={actionData}
                  label={m.organisation_walk_in_do()}
                  tone="primary"
                  icon={UserPlus}
                >
                  {(mine) => (
                    <>
                      <input type="hidden" name="key" value={key} />
                      {mine && (
                        <Agreed field={fieldOf({ intent: 'person', person: person.id }, 'agreed', mine)} />
                      )}
                    </>
                  )}
                </ActionForm>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.organisation_walk_in_by_number()}>
        <ActionForm hidden={byNumber} reply={actionData} label={m.organisation_walk_in_do()} icon={UserPlus}>
          {(mine) => (
            <>
              <input type="hidden" name="key" value={key} />
              <TextField
                field={fieldOf(byNumber, 'memberNumber', mine)}
                label={m.organisation_walk_in_number()}
                hint={m.organisation_walk_in_number_hint()}
                inputMode="numeric"
                autoComplete="off"
              />
              <Choice field={fieldOf(byNumber, 'agreed', mine)}>{m.organisation_walk_in_agreed_too()}</Choice>
            </>
          )}
        </ActionForm>
      </Section>
      <Section title={m.organisation_walk_in_new()}>
        <p className="text-muted">{m.organisation_walk_in_new_lead()}</p>
        <ActionForm
          hidden={someoneNew}
          reply={actionData}
          label={m.organisation_walk_in_do()}
          icon={UserPlus}
        >
          {(mine) => (
            <>
              <input type="hidden" name="key" value={key} />
              <TextField
                key={name}
                field={fieldOf(someoneNew, 'name', mine, name)}
                label={m.organisation_walk_in_name()}
                autoComplete="off"
                maxLength={80}
              />
              {task.minimumAge !== null && (
                <DateField
                  field={fieldOf(someoneNew, 'birthDate', mine)}
                  label={m.organisation_walk_in_birth_date()}
                  hint={m.organisation_walk_in_birth_date_hint({ age: task.minimumAge })}
                  autoComplete="off"
                />
              )}
              <Agreed field={fieldOf(someoneNew, 'agreed', mine)} />
            </>
          )}
        </ActionForm>
      </Section>
    </DeskPage>
  );
}

import { randomUUID } from 'node:crypto';
import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/new';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { Verification } from '~/app/components/organisation/verification';
import { WhatFields } from '~/app/components/organisation/what-fields';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { api } from '~/app/graphql/api';
import { Choices, DraftQuery, PostNeed } from '~/app/graphql/organisation/needs';
import { unitOf } from '../unit';
import { inputOf, tasksForCopy } from './draft';
import { whatShape } from './what-shape';
import { m } from '~/generated/messages/messages';

const shape = whatShape.extend({ key: z.uuid(), from: z.string().optional() });

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await unitOf(context, url);
  const from = url.searchParams.get('from');
  const { query } = api(context);
  const [{ categories }, copied] = await Promise.all([
    query(Choices),
    from ? query(DraftQuery, { id: from }) : null,
  ]);
  return { unit, categories, copied: copied?.need ?? null, key: randomUUID() };
}

/** Makes the draft that the later steps fill in. A copy takes place, tasks and advice from the former need too. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const unit = await unitOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { key, from, ...what } = read.value;
  const { need } = from ? await api(context).query(DraftQuery, { id: from }) : { need: null };
  const former = need
    ? { ...inputOf(need), tasks: tasksForCopy(need.tasks, Date.now(), need.community.timeZone) }
    : null;
  const input = {
    community: unit.community.id,
    tasks: [],
    ...former,
    ...what,
    category: what.category,
    organisation: unit.id,
    id: undefined,
    version: undefined,
  };
  const { postNeed } = await api(context).mutate(PostNeed, { input, key });
  if (isProblem(postNeed)) return read.refuse(postNeed);
  return redirect(`/organisation/needs/${postNeed.id}/edit/where`);
}

export function meta() {
  return [{ title: m.organisation_post_need() }];
}

export default function NewNeed({ loaderData, actionData }: Route.ComponentProps) {
  const { unit, categories, copied, key } = loaderData;
  const [form, fields] = useServerForm<z.input<typeof whatShape>>(actionData, {
    kind: copied?.kind ?? 'activity',
    urgency: copied?.urgency ?? 'normal',
    title: copied?.title,
    summary: copied?.summary,
    category: copied?.category?.id,
  });
  return (
    <EditFrame
      step="what"
      question={m.organisation_what_question()}
      lead={m.organisation_draft_saved_itself()}
    >
      <Verification status={unit.status} reason={unit.statusReason} />
      {copied && <Banner>{m.organisation_copy_of({ title: copied.title })}</Banner>}
      <Form {...formProps(form)} className="flex flex-col gap-6">
        <FormErrors errors={form.errors} />
        <input type="hidden" name="key" value={key} />
        {copied && <input type="hidden" name="from" value={copied.id} />}
        <WhatFields fields={fields} categories={categories} />
        <Button tone="primary">{m.organisation_save_continue()}</Button>
      </Form>
    </EditFrame>
  );
}

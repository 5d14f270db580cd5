import { Form, redirect } from 'react-router';
import type { z } from 'zod';
import type { Route } from './+types/what';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { StepErrors } from '~/app/components/organisation/step-errors';
import { WhatFields } from '~/app/components/organisation/what-fields';
import { Button } from '~/app/components/ui/button';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { api } from '~/app/graphql/api';
import { Choices } from '~/app/graphql/organisation/needs';
import { draftOf, saveStep } from './draft';
import { versionShape, whatShape } from './what-shape';
import { m } from '~/generated/messages/messages';

const shape = whatShape.extend(versionShape.shape);

export { shouldRevalidate } from './read-anew';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const [need, { categories }] = await Promise.all([
    draftOf(context, url, params.needId),
    api(context).query(Choices),
  ]);
  return { need, categories };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const need = await draftOf(context, url, params.needId);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { version, ...what } = read.value;
  const result = await saveStep(context, need, version, { ...what, category: what.category ?? null });
  return isProblem(result) ? read.refuse(result) : redirect(`/organisation/needs/${need.id}/edit/where`);
}

export function meta() {
  return [{ title: m.organisation_what_question() }];
}

export default function EditWhat({ loaderData, actionData }: Route.ComponentProps) {
  const { need, categories } = loaderData;
  const [form, fields] = useServerForm<z.input<typeof whatShape>>(actionData, {
    kind: need.kind,
    urgency: need.urgency,
    title: need.title,
    summary: need.summary,
    category: need.category?.id,
  });
  return (
    <EditFrame step="what" question={m.organisation_what_question()} needId={need.id}>
      <Form {...formProps(form)} className="flex flex-col gap-6">
        <StepErrors
          errors={form.errors}
          sent={actionData?.initialValue?.version}
          current={need.version}
          facts={[
            { term: m.organisation_field_title(), value: need.title },
            { term: m.organisation_field_summary(), value: need.summary },
            { term: m.organisation_field_category(), value: need.category?.name },
          ]}
        />
        <input type="hidden" name="version" value={need.version} />
        <WhatFields fields={fields} categories={categories} />
        <Button tone="primary">{m.organisation_save_continue()}</Button>
      </Form>
    </EditFrame>
  );
}

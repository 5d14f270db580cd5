import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/details';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { StepErrors } from '~/app/components/organisation/step-errors';
import { Button } from '~/app/components/ui/button';
import { TextArea } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { draftOf, saveStep } from './draft';
import { versionShape } from './what-shape';
import { m } from '~/generated/messages/messages';

const advice = z.string().trim().max(1000).optional();
const shape = versionShape.extend({ bring: advice, risks: advice });

export { shouldRevalidate } from './read-anew';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  return { need: await draftOf(context, url, params.needId) };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const need = await draftOf(context, url, params.needId);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { version, bring = null, risks = null } = read.value;
  const result = await saveStep(context, need, version, { bring, risks });
  return isProblem(result) ? read.refuse(result) : redirect(`/organisation/needs/${need.id}/edit/check`);
}

export function meta() {
  return [{ title: m.organisation_details_question() }];
}

export default function EditDetails({ loaderData: { need }, actionData }: Route.ComponentProps) {
  const [form, fields] = useServerForm<Record<'bring' | 'risks', string>>(actionData, {
    bring: need.bring,
    risks: need.risks,
  });
  return (
    <EditFrame step="details" question={m.organisation_details_question()} needId={need.id}>
      <Form {...formProps(form)} className="flex flex-col gap-6">
        <StepErrors
          errors={form.errors}
          sent={actionData?.initialValue?.version}
          current={need.version}
          facts={[
            { term: m.organisation_field_bring(), value: need.bring },
            { term: m.organisation_field_risks(), value: need.risks },
          ]}
        />
        <input type="hidden" name="version" value={need.version} />
        <TextArea
          field={fields.bring}
          label={m.organisation_field_bring()}
          hint={m.organisation_field_bring_hint()}
          optional
          maxLength={1000}
        />
        <TextArea
          field={fields.risks}
          label={m.organisation_field_risks()}
          hint={m.organisation_field_risks_hint()}
          optional
          maxLength={1000}
        />
        <Button tone="primary">{m.organisation_save_continue()}</Button>
      </Form>
    </EditFrame>
  );
}

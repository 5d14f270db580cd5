import { redirect, Form } from 'react-router';
import { type z } from 'zod';
import type { Route } from './+types/regular-visit';
import { OutcomeFields } from '~/app/components/care/outcome-fields';
import { outcomeWords } from '~/app/components/care/words';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Page } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { api, notFound, signInFirst } from '~/app/graphql/api';
import { ReportVisit } from '~/app/graphql/committee/care';
import { RegularVisitQuery } from '~/app/graphql/volunteer';
import { formatWindow } from '~/app/i18n/format';
import { outcomeShape } from '../committee/care/shapes';
import { m } from '~/generated/messages/messages';

/** `/my/visits/TASK`: how a regular visit was, told by whoever went. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { viewer, task } = await api(context).query(RegularVisitQuery, { id: params.task });
  if (!viewer) signInFirst(url);
  const visit = task?.regularVisit;
  if (!visit) return notFound();
  return { task, visit, now: new Date().toISOString() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = readForm(await request.formData(), outcomeShape);
  if (!form.ok) return form.reply;
  const { reportVisit } = await api(context).mutate(ReportVisit, { input: form.value });
  if (isProblem(reportVisit)) return form.refuse(reportVisit);
  // What did not take place is theirs no more.
  return redirect(form.value.outcome === 'not_held' ? '/my/tasks' : `/my/visits/${params.task}`, 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.care_how_was_it()} · ${m.common_brand()}` }];
}

export default function RegularVisit({ loaderData, actionData }: Route.ComponentProps) {
  const { task, visit, now } = loaderData;
  const [form, fields] = useServerForm<z.input<typeof outcomeShape>>(actionData);
  const { community } = task.need;
  return (
    <Page
      title={m.care_my_visit({ area: community.name })}
      lead={formatWindow(task.startsAt, task.endsAt, community.timeZone, now)}
    >
      {visit.outcome ? (
        <>
          <Banner tone="success" title={m.care_told({ outcome: outcomeWords[visit.outcome]() })}>
            {visit.outcome === 'needs_something' && m.care_told_needs()}
            {visit.outcome === 'not_reached' && m.care_told_not_reached()}
          </Banner>
          <div>
            <LinkButton to="/my/tasks">{m.common_nav_my_tasks()}</LinkButton>
          </div>
        </>
      ) : (
        <Card>
          <Form {...formProps(form)} className="flex flex-col gap-4">
            <FormErrors errors={form.errors} />
            <input type="hidden" name="visit" value={visit.id} />
            <OutcomeFields fieldOf={(name) => fields[name]} />
            <p className="text-muted">{m.care_not_reached_hint()}</p>
            <div>
              <Button tone="primary">{m.care_tell()}</Button>
            </div>
          </Form>
        </Card>
      )}
    </Page>
  );
}

import { CircleCheck } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/check-in';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Page } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { api, notFound, signInFirst } from '~/app/graphql/api';
import { CheckIn, CheckInTaskQuery, CheckOut } from '~/app/graphql/volunteer';
import { formatTime, formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { m } from '~/generated/messages/messages';

const CodeForm = z.object({
  intent: z.enum(['in', 'out']),
  code: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, { error: () => m.volunteer_code_six_digits() })),
});

/** `/check-in/TASK?code=123456`: where the day's QR leads; the six digits beside it can be typed as well. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { viewer, task } = await api(context).query(CheckInTaskQuery, { id: params.task });
  if (!viewer) signInFirst(url);
  if (!task) notFound();
  return { task, code: url.searchParams.get('code') ?? '' };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = readForm(await request.formData(), CodeForm);
  if (!form.ok) return form.reply;
  const { intent, code } = form.value;
  const input = { task: params.task, code };
  const result =
    intent === 'in'
      ? (await api(context).mutate(CheckIn, { input })).checkIn
      : (await api(context).mutate(CheckOut, { input })).checkOut;
  return isProblem(result) ? form.refuse(result) : redirect(`/check-in/${params.task}`, 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.volunteer_check_in()} · ${m.common_brand()}` }];
}

export default function CheckInPage({ loaderData, actionData }: Route.ComponentProps) {
  const { task, code } = loaderData;
  useLive([`task:${task.id}`]);
  const [form, fields] = useServerForm<z.input<typeof CodeForm>>(actionData, { code });
  const zone = task.need.community.timeZone;
  const attendance = task.myClaim?.attendance;
  const isHere = task.myClaim?.state === 'checked_in';
  const isDone = Boolean(attendance?.checkedOutAt);
  const title = isDone
    ? m.volunteer_checked_out()
    : isHere
      ? m.volunteer_check_out()
      : m.volunteer_check_in();
  return (
    <Page title={title} lead={`${task.need.title} · ${formatWindow(task.startsAt, task.endsAt, zone)}`}>
      {isHere && attendance && (
        <Banner
          tone="success"
          title={m.volunteer_checked_in_at({ time: formatTime(attendance.checkedInAt, zone) })}
        >
          {m.volunteer_checked_in_next()}
        </Banner>
      )}
      {isDone ? (
        <Banner tone="success" title={m.volunteer_thank_you()}>
          <p className="mb-2">{m.volunteer_hours_next()}</p>
          <LinkButton to="/my/hours" icon={CircleCheck}>
            {m.common_nav_my_hours()}
          </LinkButton>
        </Banner>
      ) : (
        <Card>
          <Form {...formProps(form)} className="flex flex-col gap-4">
            <FormErrors errors={form.errors} />
            <TextField
              field={fields.code}
              label={m.volunteer_code()}
              hint={m.volunteer_code_hint()}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={7}
              className="text-center text-headline tracking-[0.3em] tabular-nums"
            />
            <Button tone="primary" wide name="intent" value={isHere ? 'out' : 'in'}>
              {title}
            </Button>
          </Form>
        </Card>
      )}
    </Page>
  );
}

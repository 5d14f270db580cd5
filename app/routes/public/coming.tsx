import { CalendarX, Check, X } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/coming';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { ComingQuestionQuery, SayComingByLink } from '~/app/graphql/reminders';
import { formatWindow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { comingQuestion } = await api(context).query(ComingQuestionQuery, { token: params.token });
  return { question: comingQuestion, now: new Date().toISOString() };
}

export async function action({ context, params, request, url }: Route.ActionArgs) {
  const read = readForm(await request.formData(), z.object({ answer: z.enum(['coming', 'cannot']) }));
  if (!read.ok) return read.reply;
  const { sayComingByLink } = await api(context).mutate(SayComingByLink, {
    input: { token: params.token, coming: read.value.answer === 'coming' },
  });
  return isProblem(sayComingByLink) ? read.refuse(sayComingByLink) : redirect(url.pathname, 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.reminders_title()} · ${m.common_brand()}` }, { name: 'robots', content: 'noindex' }];
}

/** Whether one comes, asked the day before: two buttons, without signing in. Opening the page alone says nothing: mail programs do that too. */
export default function Coming({ loaderData: { question, now }, actionData }: Route.ComponentProps) {
  if (!question)
    return (
      <Page title={m.reminders_title()}>
        <EmptyState icon={CalendarX} title={m.reminders_link_old()}>
          <Link to="/my/tasks" className="inline-flex min-h-target items-center">
            {m.reminders_see_my_tasks()}
          </Link>
        </EmptyState>
      </Page>
    );
  const { coming, isConfirmed } = question;
  return (
    <Page
      title={question.title ?? m.reminders_private_title()}
      lead={formatWindow(question.startsAt, question.endsAt, question.timeZone, now)}
    >
      {question.placeName && <p>{question.placeName}</p>}
      {isConfirmed && coming === 'coming' && <Banner tone="success" title={m.reminders_said_coming()} />}
      {!isConfirmed && (
        <Banner title={coming === 'cannot' ? m.reminders_said_cannot() : m.reminders_no_longer_yours()} />
      )}
      {isConfirmed && (
        <Form method="post" noValidate className="flex flex-col gap-3">
          <FormErrors errors={actionData?.error?.[''] ?? undefined} />
          {coming !== 'coming' && (
            <Button tone="primary" icon={Check} name="answer" value="coming" wide>
              {m.reminders_coming()}
            </Button>
          )}
          <Button icon={X} name="answer" value="cannot" wide>
            {m.reminders_cannot()}
          </Button>
          <p className="text-muted">{m.reminders_cannot_hint()}</p>
        </Form>
      )}
      <p>
        <Link to="/my/tasks" className="inline-flex min-h-target items-center">
          {m.reminders_see_my_tasks()}
        </Link>
      </p>
    </Page>
  );
}

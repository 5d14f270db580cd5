import { Award, Clock, Star } from 'lucide-react';
import { data, Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/my-hours';
import { newFormKey } from '~/app/components/claims/act-on-claim';
import { changeGoal, isGoalForm } from '~/app/components/hours/change-goal';
import { Goal } from '~/app/components/hours/goal';
import { type DisputeProblem, RecordItem } from '~/app/components/hours/record-item';
import { starLevelOf } from '~/app/components/hours/star-level';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page, Section } from '~/app/components/ui/page';
import { Pagination } from '~/app/components/ui/pagination';
import { DateField } from '~/app/components/ui/text-field';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { type Api, api, signInFirst } from '~/app/graphql/api';
import { DisputeRecord, IssueCertificate, MyHoursQuery } from '~/app/graphql/hours';
import { formatDate, formatDuration, formatHours, formatNumber } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const year = new Date().getUTCFullYear();
  const answer = await api(context).query(MyHoursQuery, {
    yearStart: `${year}-01-01T00:00:00Z`,
    after: url.searchParams.get('after'),
  });
  if (!answer.viewer) signInFirst(url);
  const today = new Date().toISOString().slice(0, 10);
  return {
    ...answer,
    viewer: answer.viewer,
    period: { from: `${year}-01-01`, until: today },
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  if (isGoalForm(form)) return changeGoal(api(context), form);
  return form.get('intent') === 'dispute' ? dispute(api(context), form) : issue(api(context), form);
}

async function dispute(pageApi: Api, form: FormData) {
  const record = String(form.get('record'));
  const reason = String(form.get('reason') ?? '').trim();
  const result = (await pageApi.mutate(DisputeRecord, { input: { record, reason } })).disputeServiceRecord;
  if (!isProblem(result)) return redirect(`/my/hours#record-${record}`, 303);
  const problem: DisputeProblem = { recordId: record, message: firstSentence(result), reason };
  return data({ dispute: problem }, { status: 400 });
}

const certificateShape = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  key: z.string().max(100),
});

async function issue(pageApi: Api, form: FormData) {
  const read = readForm(form, certificateShape);
  if (!read.ok) return read.reply;
  const { from, until } = read.value;
  // Another period is another wish: it gets a certificate of its own, though the page is the same.
  const key = `${read.value.key}:${from}:${until}`;
  const { issueCertificate } = await pageApi.mutate(IssueCertificate, { input: { from, until }, key });
  return isProblem(issueCertificate)
    ? read.refuse(issueCertificate)
    : redirect(`/certificates/${issueCertificate.number}`, 303);
}

function firstSentence(problem: { message: string; issues?: readonly { message: string }[] }): string {
  return problem.issues?.[0]?.message ?? problem.message;
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_nav_my_hours()} · ${m.common_brand()}` }];
}

export default function MyHours({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, verified, thisYear, records, myCertificates } = loaderData;
  useLive([`person:${viewer.person.id}`]);
  const disputed = actionData && 'dispute' in actionData ? actionData.dispute : undefined;
  const refused = actionData && 'dispute' in actionData ? undefined : actionData;
  return (
    <Page title={m.hours_title()}>
      <Totals verified={verified.totalMinutes} thisYear={thisYear.totalMinutes} />
      <Goal goal={loaderData.myGoal} year={loaderData.period.from.slice(0, 4)} reply={refused} />
      <CertificateForm period={loaderData.period} formKey={loaderData.formKey} reply={refused} />
      {myCertificates.length > 0 && (
        <Section title={m.hours_certificates()}>
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {myCertificates.map((certificate) => (
              <li key={certificate.id} className="flex flex-wrap items-center justify-between gap-x-4 px-4">
                <Link
                  to={`/certificates/${certificate.number}`}
                  className="flex min-h-target items-center font-semibold"
                >
                  {certificate.number}
                </Link>
                <span className="text-muted">
                  {formatDuration(certificate.totalMinutes)} ·{' '}
                  {formatDate(certificate.issuedAt, certificate.community.timeZone)}
                  {certificate.state === 'revoked' && ` · ${m.hours_revoked()}`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.hours_records()}>
        {records.edges.length === 0 ? (
          <EmptyState icon={Clock} title={m.hours_none()}>
            {m.hours_none_advice()}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {records.edges.map(({ node }) => (
              <RecordItem key={node.id} record={node} problem={disputed} />
            ))}
          </ul>
        )}
        <Pagination pageInfo={records.pageInfo} />
      </Section>
    </Page>
  );
}

function Totals({ verified, thisYear }: { verified: number; thisYear: number }) {
  const { stars, hoursToNext } = starLevelOf(verified);
  return (
    <Card>
      <p className="text-muted">{m.hours_verified_total()}</p>
      <p className="text-display font-bold tabular-nums leading-tight">
        {m.common_hours({ count: formatHours(verified) })}
      </p>
      <p className="mt-2">
        {m.hours_this_year({ hours: formatHours(thisYear) })}
        {stars > 0 && (
          <span className="ml-3 inline-flex items-center gap-1 align-middle">
            <Star aria-hidden className="size-4" />
            {m.hours_stars({ count: stars })}
          </span>
        )}
      </p>
      {hoursToNext !== null && (
        <p className="text-muted">{m.hours_to_next({ hours: formatNumber(hoursToNext) })}</p>
      )}
    </Card>
  );
}

interface CertificateFormProps {
  period: { from: string; until: string };
  formKey: string;
  reply?: FormReply;
}

/** Over which period; keeps the days that were typed when they are refused. */
function CertificateForm({ period, formKey, reply }: CertificateFormProps) {
  const field = (name: 'from' | 'until') => ({
    id: name,
    name,
    initialValue: reply?.initialValue?.[name] ?? period[name],
    errors: reply?.error?.[name] ?? undefined,
  });
  return (
    <Card>
      <h2 className="text-title">{m.hours_certificate()}</h2>
      <p className="mb-4 text-muted">{m.hours_certificate_advice()}</p>
      <Form method="post" className="flex flex-col gap-4" noValidate>
        <FormErrors errors={reply?.error?.[''] ?? undefined} />
        <input type="hidden" name="intent" value="certificate" />
        <input type="hidden" name="key" value={formKey} />
        <div className="grid gap-4 sm:grid-cols-2 elder:grid-cols-1">
          <DateField field={field('from')} label={m.hours_from()} />
          <DateField field={field('until')} label={m.hours_until()} />
        </div>
        <div>
          <Button tone="primary" icon={Award}>
            {m.hours_issue()}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

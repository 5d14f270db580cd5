import { CheckCheck, ChevronDown, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Form, useNavigation } from 'react-router';
import { m } from '~/generated/messages/messages';
import { answers, fieldOf, ReasonForm } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { RecordRow } from '~/app/graphql/organisation/records';
import { formatDuration, formatWindow } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';
import { attendanceWords, evidenceWords } from './evidence';

const formId = 'confirm-together';

interface ConfirmListProps {
  /** Records that something is to be said about. */
  risky: readonly RecordRow[];
  plain: readonly RecordRow[];
  now: string;
  reply?: FormReply;
}

/**
 * Hours to confirm, all by one button: those nothing is odd about are ticked, those to look at first are not until somebody has
 * looked. Exactly the ticked ones are sent. One's own stand among them without a tick.
 */
export function ConfirmList({ risky, plain, now, reply }: ConfirmListProps) {
  const mine = answers(reply, { intent: 'confirm-many' }) ? reply : undefined;
  const [count, setCount] = useState<number | null>(null);
  const busy = useNavigation().formData?.get('intent') === 'confirm-many';
  const ready = plain.filter((record) => record.may.includes('confirm')).length;
  const recount = () => {
    const form = document.getElementById(formId);
    if (form instanceof HTMLFormElement) setCount(new FormData(form).getAll('records').length);
  };
  const sent = mine?.initialValue?.records;
  const ticked = sent === undefined ? null : new Set([sent].flat());
  const row = (record: RecordRow, isTicked: boolean) => (
    <ConfirmRow
      key={record.id}
      record={record}
      now={now}
      reply={reply}
      ticked={ticked?.has(record.id) ?? isTicked}
      onTick={recount}
    />
  );
  const errors = mine?.error?.[''] ?? mine?.error?.records;
  const label =
    count === null
      ? m.organisation_confirm_plain({ count: ready })
      : m.organisation_confirm_ticked({ count });
  return (
    <>
      {errors && errors.length > 0 && (
        <Banner tone="caution" urgent title={errors[0]}>
          <ul>
            {errors.slice(1).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Banner>
      )}
      {risky.length > 0 && (
        <Section title={m.organisation_look_first({ count: risky.length })}>
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {risky.map((record) => row(record, false))}
          </ul>
        </Section>
      )}
      {plain.length > 0 && (
        <Section title={m.organisation_without_remarks({ count: plain.length })}>
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {plain.map((record) => row(record, true))}
          </ul>
        </Section>
      )}
      <Form
        id={formId}
        method="post"
        noValidate
        preventScrollReset
        className="sticky bottom-[calc(var(--shell-thumb-height,0px)+env(safe-area-inset-bottom))] z-10 -mx-4 border-t border-rule bg-ground px-4 py-3"
      >
        <input type="hidden" name="intent" value="confirm-many" />
        <Button tone="primary" icon={CheckCheck} disabled={busy || count === 0} className="max-sm:w-full">
          {busy ? m.common_working() : ready === 0 && count === null ? m.organisation_confirm_any() : label}
        </Button>
      </Form>
    </>
  );
}

interface ConfirmRowProps {
  record: RecordRow;
  now: string;
  reply?: FormReply;
  ticked: boolean;
  onTick: () => void;
}

/** One record on one line; its name opens what it rests on, and the way to confirm less. */
function ConfirmRow({ record, now, reply, ticked, onTick }: ConfirmRowProps) {
  const mark = useLiveMark(record.id);
  const name = record.person?.displayName ?? m.organisation_nameless();
  const mayConfirm = record.may.includes('confirm');
  const lower = { intent: 'lower', record: record.id };
  return (
    <li {...mark} className="flex flex-wrap items-start gap-x-2 py-1.5 pr-4 pl-2">
      {mayConfirm && (
        <label className="flex min-h-target min-w-target items-center justify-center">
          <input
            type="checkbox"
            form={formId}
            name="records"
            value={record.id}
            defaultChecked={ticked}
            onChange={onTick}
            className="size-6"
          />
          <span className="sr-only">
            {name}, {formatDuration(record.minutes)}
          </span>
        </label>
      )}
      <details
        open={answers(reply, lower)}
        className={mayConfirm ? 'group min-w-32 flex-1' : 'group min-w-32 flex-1 pl-2'}
      >
        <summary className="block min-h-target list-none rounded-control py-1.5 [&::-webkit-details-marker]:hidden">
          <span className="flex items-start justify-between gap-3 text-lead leading-snug font-semibold">
            <span className="min-w-0">{name}</span>
            <span className="flex shrink-0 items-center gap-1 tabular-nums">
              {formatDuration(record.minutes)}
              <ChevronDown
                aria-label={m.organisation_row_more()}
                className="size-5 text-muted transition-transform duration-150 group-open:rotate-180"
              />
            </span>
          </span>
          <span className="block text-meta text-muted">
            {formatWindow(record.startsAt, record.endsAt, record.community.timeZone, now)}
          </span>
          <span className="line-clamp-1 text-meta text-muted group-open:line-clamp-none">
            {record.activityName}
          </span>
          {record.remarks.map((remark) => (
            <span key={remark.code} className="flex items-start gap-1.5 text-meta text-caution">
              <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0" />
              {remark.text}
            </span>
          ))}
          {!mayConfirm && <span className="block text-meta text-caution">{m.organisation_hours_own()}</span>}
        </summary>
        <div className="flex flex-col gap-3 pt-1 pb-3">
          <p className="text-meta">
            <span className="font-semibold">{evidenceWords(record.evidenceLevel)}</span>{' '}
            <span className="text-muted">{attendanceWords(record).join(' · ')}</span>
          </p>
          {mayConfirm && (
            <ReasonForm
              hidden={lower}
              reply={reply}
              summary={m.organisation_lower_summary()}
              question={m.organisation_lower_question()}
              hint={m.organisation_lower_hint()}
              label={m.organisation_lower_do()}
              tone="secondary"
            >
              {(mine) => (
                <TextField
                  field={fieldOf(lower, 'minutes', mine, String(record.minutes))}
                  label={m.organisation_lower_minutes()}
                  type="number"
                  inputMode="numeric"
                  min={0}
                  max={record.minutes}
                />
              )}
            </ReasonForm>
          )}
        </div>
      </details>
    </li>
  );
}

import { CheckCheck } from 'lucide-react';
import { Form, Link, useNavigation } from 'react-router';
import { m } from '~/generated/messages/messages';
import { evidenceWords } from '~/app/components/organisation/evidence';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Table, Td, Th } from '~/app/components/ui/table';
import type { FormReply } from '~/app/forms/form';
import type { RecordRow } from '~/app/graphql/organisation/records';
import { formatDay, formatDuration } from '~/app/i18n/format';
import { useTickRange } from './tick-range';

interface PlainRecordsProps {
  records: readonly RecordRow[];
  reply?: FormReply;
}

/** An officer may verify it, and sees whose it is: of an area below only after opening it with a reason. */
const canTick = (record: RecordRow): boolean => record.may.includes('verify') && record.person !== null;

/**
 * Records nothing is odd about, verified together: every line is ticked until the officer unticks it, and exactly the ticked
 * ones that stood on the page are sent. Those a colleague has to verify stand among them without a tick.
 */
export function PlainRecords({ records, reply }: PlainRecordsProps) {
  const mine = reply?.initialValue?.intent === 'bulk' ? reply : undefined;
  const sent = mine?.initialValue?.records;
  const sentTicks = Array.isArray(sent) ? new Set(sent) : null;
  const open = records.filter(canTick);
  const { ticked, tickAll, handlers } = useTickRange(
    open.filter(({ id }) => sentTicks?.has(id) ?? true).length,
  );
  const busy = useNavigation().formData?.get('intent') === 'bulk';
  return (
    <Form method="post" className="flex flex-col gap-3" {...handlers}>
      <input type="hidden" name="intent" value="bulk" />
      <FormErrors errors={mine?.error?.[''] ?? mine?.error?.records ?? undefined} />
      <div className="sticky top-0 z-20 -mx-1 flex flex-wrap items-center gap-x-4 gap-y-2 bg-ground px-1 py-2">
        <Button tone="primary" icon={CheckCheck} disabled={busy || open.length === 0}>
          {busy ? m.common_working() : m.committee_verify_plain({ count: ticked })}
        </Button>
        <span className="flex gap-1 [@media(scripting:none)]:hidden">
          <Button type="button" tone="quiet" onClick={tickAll(true)}>
            {m.committee_tick_all()}
          </Button>
          <Button type="button" tone="quiet" onClick={tickAll(false)}>
            {m.committee_tick_none()}
          </Button>
        </span>
        <span className="text-meta text-muted max-lg:hidden [@media(scripting:none)]:hidden">
          {m.committee_tick_hint()}
        </span>
      </div>
      <Table
        caption={m.committee_plain_title({ count: records.length })}
        head={
          <tr>
            <Th className="w-16 text-center">{m.committee_tick()}</Th>
            <Th>{m.committee_volunteer()}</Th>
            <Th className="max-sm:hidden">{m.committee_activity()}</Th>
            <Th className="max-lg:hidden">{m.committee_evidence()}</Th>
            <Th className="text-right">{m.committee_amount()}</Th>
          </tr>
        }
      >
        {records.map((record) => (
          <PlainRow key={record.id} record={record} ticked={sentTicks?.has(record.id) ?? true} />
        ))}
      </Table>
    </Form>
  );
}

function PlainRow({ record, ticked }: { record: RecordRow; ticked: boolean }) {
  const name = record.person?.displayName ?? m.organisation_nameless();
  return (
    <tr className="has-checked:bg-primary-tint/40">
      <Td className="py-0">
        {canTick(record) && (
          <label className="flex min-h-target min-w-target items-center justify-center">
            <input
              type="checkbox"
              name="records"
              value={record.id}
              defaultChecked={ticked}
              className="size-6"
            />
            <span className="sr-only">{name}</span>
          </label>
        )}
      </Td>
      <Td>
        <Link to={`/committee/records/${record.id}`} prefetch="intent" className="font-semibold">
          {name}
        </Link>
        <span className="block text-meta text-muted">
          {formatDay(record.startsAt, record.community.timeZone)}
          <span className="sm:hidden"> · {record.activityName}</span>
        </span>
        {!canTick(record) && (
          <span className="block text-meta text-caution">
            {record.person ? m.committee_for_colleague() : m.committee_record_open_first()}
          </span>
        )}
      </Td>
      <Td className="max-sm:hidden">
        {record.activityName}
        <span className="block text-meta text-muted">{record.organisation.name}</span>
      </Td>
      <Td className="text-meta text-muted max-lg:hidden">{evidenceWords(record.evidenceLevel)}</Td>
      <Td numeric className="whitespace-nowrap">
        {formatDuration(record.minutes)}
      </Td>
    </tr>
  );
}

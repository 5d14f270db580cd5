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

interface PlainRecordsProps {
  records: readonly RecordRow[];
  reply?: FormReply;
}

/**
 * Records nothing is odd about, verified together: every line is ticked until the officer unticks it, and exactly the ticked
 * ones that stood on the page are sent. Those a colleague has to verify stand among them without a tick.
 */
export function PlainRecords({ records, reply }: PlainRecordsProps) {
  const mine = reply?.initialValue?.intent === 'bulk' ? reply : undefined;
  const sent = mine?.initialValue?.records;
  const ticked = Array.isArray(sent) ? new Set(sent) : null;
  const open = records.filter((record) => record.may.includes('verify')).length;
  const busy = useNavigation().formData?.get('intent') === 'bulk';
  return (
    <Form method="post" className="flex flex-col gap-4">
      <input type="hidden" name="intent" value="bulk" />
      <FormErrors errors={mine?.error?.[''] ?? mine?.error?.records ?? undefined} />
      <div>
        <Button tone="primary" icon={CheckCheck} disabled={busy || open === 0}>
          {busy ? m.common_working() : m.committee_verify_plain({ count: open })}
        </Button>
      </div>
      <Table
        caption={m.committee_plain_title({ count: records.length })}
        head={
          <tr>
            <Th>{m.committee_tick()}</Th>
            <Th>{m.committee_volunteer()}</Th>
            <Th className="max-sm:hidden">{m.committee_activity()}</Th>
            <Th className="max-lg:hidden">{m.committee_evidence()}</Th>
            <Th className="text-right">{m.committee_amount()}</Th>
          </tr>
        }
      >
        {records.map((record) => (
          <tr key={record.id}>
            <Td className="py-0">
              {record.may.includes('verify') && (
                <label className="flex min-h-target min-w-target items-center justify-center">
                  <input
                    type="checkbox"
                    name="records"
                    value={record.id}
                    defaultChecked={ticked?.has(record.id) ?? true}
                    className="size-6"
                  />
                  <span className="sr-only">{record.person?.displayName}</span>
                </label>
              )}
            </Td>
            <Td>
              <Link to={`/committee/records/${record.id}`} prefetch="intent" className="font-semibold">
                {record.person?.displayName ?? m.organisation_nameless()}
              </Link>
              <span className="block text-meta text-muted">
                {formatDay(record.startsAt, record.community.timeZone)}
              </span>
              {!record.may.includes('verify') && (
                <span className="block text-meta text-caution">{m.committee_for_colleague()}</span>
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
        ))}
      </Table>
    </Form>
  );
}

import { Phone } from 'lucide-react';
import { spokenPhone } from './spoken-number';
import { m } from '~/generated/messages/messages';

/** A number that a telephone dials when it is pressed; says so when there is none. */
export function PhoneLink({ phone }: { phone: string | null | undefined }) {
  if (!phone) return <span className="text-muted">{m.committee_intake_no_phone()}</span>;
  return (
    <a
      href={`tel:${phone}`}
      className="inline-flex min-h-target items-center gap-2 font-semibold whitespace-nowrap tabular-nums"
    >
      <Phone aria-hidden className="size-5 shrink-0" />
      {spokenPhone(phone)}
    </a>
  );
}

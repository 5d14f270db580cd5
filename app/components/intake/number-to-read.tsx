import { spokenCode } from '~/app/components/committee/spoken-code';
import { spokenNumber } from './spoken-number';
import { m } from '~/generated/messages/messages';

/** A request's number and code in groups as one reads them out; large, for whoever has the receiver at the ear. */
export function NumberToRead({ number, code }: { number: string; code: string | null }) {
  return (
    <dl className="flex flex-wrap gap-x-12 gap-y-3">
      <div>
        <dt>{m.committee_intake_number()}</dt>
        <dd className="text-display leading-tight font-bold text-primary tabular-nums">
          {/* On the narrowest screen it breaks between the year and the rest, never within. */}
          {spokenNumber(number)
            .split(' – ')
            .map((part, position) => (
              <span key={position}>
                {position > 0 && ' – '}
                <span className="whitespace-nowrap">{part}</span>
              </span>
            ))}
        </dd>
      </div>
      {code !== null && (
        <div>
          <dt>{m.committee_intake_code()}</dt>
          <dd className="text-display leading-tight font-bold whitespace-nowrap tabular-nums">
            {spokenCode(code)}
          </dd>
        </div>
      )}
    </dl>
  );
}

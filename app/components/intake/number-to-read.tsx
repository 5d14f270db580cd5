import { spokenCode } from '~/app/components/committee/spoken-code';
import { spokenNumber } from './spoken-number';
import { m } from '~/generated/messages/messages';

/** A request's number and code in groups as one reads them out; large, for whoever has the receiver at the ear. */
export function NumberToRead({ number, code }: { number: string; code: string | null }) {
  return (
    <dl className="flex flex-wrap gap-x-12 gap-y-3">
      <div>
        <dt>{m.committee_intake_number()}</dt>
        <dd className="text-display leading-tight font-bold sm:whitespace-nowrap text-primary tabular-nums">
          {spokenNumber(number)}
        </dd>
      </div>
      {code !== null && (
        <div>
          <dt>{m.committee_intake_code()}</dt>
          <dd className="text-display leading-tight font-bold sm:whitespace-nowrap tabular-nums">
            {spokenCode(code)}
          </dd>
        </div>
      )}
    </dl>
  );
}

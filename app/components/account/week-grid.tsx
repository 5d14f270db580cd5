import { boxOf, type DayPart, dayParts } from './free-hours';
import { formatWeekday } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** The week as boxes to tick: seven days by three parts of the day. */
export function WeekGrid({ name, ticked }: { name: string; ticked: readonly string[] }) {
  return (
    <fieldset>
      <legend className="font-semibold">{m.account_when_free()}</legend>
      <table className="mt-2 w-full border-collapse">
        <thead>
          <tr>
            <td />
            {dayParts.map((part) => (
              <th key={part.key} scope="col" className="p-1 text-meta font-medium text-muted">
                {partWords(part)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
            <tr key={weekday} className="border-t border-rule">
              <th scope="row" className="p-1 text-left font-normal">
                {formatWeekday(weekday)}
              </th>
              {dayParts.map((part) => (
                <td key={part.key} className="p-0 text-center">
                  <label className="flex min-h-target items-center justify-center">
                    <span className="sr-only">{`${formatWeekday(weekday)} ${partWords(part)}`}</span>
                    <input
                      type="checkbox"
                      name={name}
                      value={boxOf(weekday, part)}
                      defaultChecked={ticked.includes(boxOf(weekday, part))}
                      className="size-6"
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}

function partWords(part: DayPart): string {
  switch (part.key) {
    case 'morning':
      return m.account_morning();
    case 'afternoon':
      return m.account_afternoon();
    case 'evening':
      return m.account_evening();
  }
}

import { spokenNumber } from '~/app/components/intake/spoken-number';
import type { PosterTask } from '~/app/graphql/organisation/poster';
import { formatLanguage, formatList, formatWindow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';
import type { Qr } from './qr';
import { QrCode } from './qr-code';

/** A task on one sheet of A4, black on white: read from two metres, taken part in by phone, or by its number without one. */
export function Poster({ task, qr }: { task: PosterTask; qr: Qr }) {
  const { need } = task;
  return (
    <article className="flex flex-col gap-6 border-2 border-[#000] bg-[#fff] p-6 text-[#000] sm:p-10 print:h-[265mm] print:overflow-hidden print:gap-[6mm] print:p-[8mm]">
      <header className="shrink-0 border-b-4 border-[#000] pb-4">
        <p className="text-lead wrap-break-word">{need.organisation?.name ?? need.community.name}</p>
        <p className="text-[2rem] leading-[1.3] font-bold sm:text-[2.75rem] print:text-[14mm]">
          {m.organisation_poster_heading()}
        </p>
      </header>
      <div className="shrink-0">
        <h1 className="line-clamp-4 print:line-clamp-3 text-[1.75rem] leading-[1.3] font-bold wrap-break-word sm:text-[2.25rem] print:text-[10mm]">
          {need.title}
        </h1>
        {task.title !== need.title && (
          <p className="mt-1 text-[1.25rem] font-semibold wrap-break-word print:text-[6mm]">{task.title}</p>
        )}
      </div>
      <dl className="grid shrink-0 gap-x-6 gap-y-3 text-[1.25rem] leading-snug sm:grid-cols-[max-content_1fr] print:grid-cols-[max-content_1fr] print:text-[5.5mm]">
        {posterFacts(task).map(([term, text]) => (
          <div key={term} className="contents max-sm:block print:contents">
            <dt>{term}</dt>
            <dd className="line-clamp-3 print:line-clamp-2 font-semibold wrap-break-word">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="line-clamp-5 min-h-0 text-lead wrap-break-word whitespace-pre-line print:line-clamp-6 print:text-[4.5mm]">
        {need.summary}
      </p>
      <footer className="mt-auto flex shrink-0 flex-wrap items-center gap-6 border-4 border-[#000] p-5 print:flex-nowrap">
        <QrCode
          qr={qr}
          label={m.organisation_poster_qr({ url: need.shortUrl })}
          className="size-44 shrink-0 print:size-[52mm]"
        />
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-2 text-lead print:text-[4.5mm]">
          <p className="text-[1.375rem] leading-[1.3] font-bold print:text-[6.5mm]">
            {m.organisation_poster_scan()}
          </p>
          <p className="wrap-anywhere">
            {m.organisation_poster_type()} <strong>{need.shortUrl.replace(/^https?:\/\//, '')}</strong>
          </p>
          <p>
            {m.organisation_poster_number()}{' '}
            <strong className="text-[1.75rem] whitespace-nowrap tabular-nums print:text-[8mm]">
              {spokenNumber(need.number)}
            </strong>
          </p>
          <p>{m.organisation_poster_no_phone()} ____________________</p>
        </div>
      </footer>
    </article>
  );
}

/** Each fact with what it is; what the task does not ask for is left out. */
export function posterFacts(task: PosterTask): [string, string][] {
  const { need } = task;
  const asked = [
    task.minimumAge !== null && m.public_task_age({ age: task.minimumAge }),
    task.requiredSkills.length > 0 &&
      m.public_task_skills({ skills: formatList(task.requiredSkills.map(({ name }) => name)) }),
    task.languages.length > 0 &&
      m.public_task_languages({ languages: formatList(task.languages.map(formatLanguage)) }),
  ].filter((sentence) => sentence !== false);
  const place = need.placeName
    ? m.public_place_in({ place: need.placeName, community: need.community.name })
    : need.community.name;
  return [
    [m.organisation_poster_when(), formatWindow(task.startsAt, task.endsAt, need.community.timeZone)],
    [m.organisation_poster_where(), place],
    [m.organisation_poster_people(), String(task.maximumPlaces)],
    [m.organisation_poster_asks(), asked.join(' · ')],
    [m.organisation_poster_bring(), need.bring ?? ''],
  ].filter((fact): fact is [string, string] => fact[1] !== '');
}

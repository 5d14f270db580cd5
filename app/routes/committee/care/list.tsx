import { HeartHandshake, Search, UserPlus } from 'lucide-react';
import { Form, Link } from 'react-router';
import type { Route } from './+types/list';
import {
  consentTrouble,
  dueWords,
  levels,
  levelWords,
  outcomeWords,
  rhythmWords,
} from '~/app/components/care/words';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Badge } from '~/app/components/ui/badge';
import { Button, LinkButton } from '~/app/components/ui/button';
import { SelectField } from '~/app/components/ui/choice-field';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Table, Td, Th } from '~/app/components/ui/table';
import { api } from '~/app/graphql/api';
import { type CareListRow, CareListQuery } from '~/app/graphql/committee/care';
import { formatCalendarDay, formatList } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const shows = ['late', 'pair', 'consent'] as const;
type Show = (typeof shows)[number];
const showWords: Record<Show, () => string> = {
  late: m.care_show_late,
  pair: m.care_show_pair,
  consent: m.care_show_consent,
};

export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const level = levels.find((one) => one === url.searchParams.get('level'));
  const show = shows.find((one) => one === url.searchParams.get('show'));
  const filter = {
    level,
    late: show === 'late',
    pairMissing: show === 'pair',
    consentToReview: show === 'consent',
  };
  const { careList } = await api(context).query(CareListQuery, { filter });
  return { level, show, careList, now: new Date().toISOString() };
}

export function meta() {
  return [{ title: m.care_title() }];
}

/** Who is visited regularly: who needs somebody now stands first. */
export default function CareList({ loaderData: { level, show, careList, now } }: Route.ComponentProps) {
  useLive(useViewerFeeds('community'));
  return (
    <DeskPage
      title={m.care_title()}
      lead={m.care_lead()}
      width="wide"
      action={
        <LinkButton to="/committee/care/new" icon={UserPlus} tone="primary">
          {m.care_add()}
        </LinkButton>
      }
    >
      <Form
        key={`${level} ${show}`}
        method="get"
        role="search"
        className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto] elder:grid-cols-1"
      >
        <SelectField
          field={{ id: 'level', name: 'level', initialValue: level }}
          label={m.care_level()}
          empty={m.care_level_any()}
          options={levels.map((value) => ({ value, label: levelWords[value]() }))}
        />
        <SelectField
          field={{ id: 'show', name: 'show', initialValue: show }}
          label={m.care_show()}
          empty={m.care_show_all()}
          options={shows.map((value) => ({ value, label: showWords[value]() }))}
        />
        <Button icon={Search}>{m.care_filter()}</Button>
      </Form>
      {careList.length === 0 ? (
        <EmptyState icon={HeartHandshake} title={level || show ? m.care_none_found() : m.care_none()}>
          {level || show ? m.care_none_found_advice() : m.care_none_advice()}
        </EmptyState>
      ) : (
        <Table
          caption={m.care_count({ count: careList.length })}
          head={
            <tr>
              <Th>{m.care_person()}</Th>
              <Th className="max-sm:hidden">{m.care_state()}</Th>
              <Th className="max-sm:hidden">{m.care_pair()}</Th>
              <Th className="max-lg:hidden">{m.care_last_visit()}</Th>
            </tr>
          }
        >
          {careList.map((entry) => (
            <Row key={entry.id} entry={entry} now={now} />
          ))}
        </Table>
      )}
    </DeskPage>
  );
}

function Row({ entry, now }: { entry: CareListRow; now: string }) {
  const due = dueWords(entry, now);
  const consent = entry.endedAt ? null : consentTrouble[entry.consentState];
  const state = (
    <>
      <Badge tone={due.tone}>{due.text}</Badge>
      {entry.endedAt && <Badge>{m.care_has_ended()}</Badge>}
      {consent && <Badge tone="caution">{consent()}</Badge>}
    </>
  );
  return (
    <tr>
      <Td>
        <Link
          to={`/committee/care/${entry.id}`}
          prefetch="none"
          className="inline-flex min-h-target items-center font-semibold"
        >
          {entry.person?.displayName ?? m.care_nameless()}
        </Link>
        <span className="block text-meta text-muted">
          {levelWords[entry.level]()} · {rhythmWords({ ...entry, dueDay: entry.startsOn })}
        </span>
        <span className="mt-1 flex flex-wrap gap-2 sm:hidden">{state}</span>
        <span className="mt-1 block text-meta sm:hidden">
          <Pairs entry={entry} />
        </span>
      </Td>
      <Td className="max-sm:hidden">
        <span className="flex flex-wrap gap-2">{state}</span>
      </Td>
      <Td className="max-sm:hidden">
        <Pairs entry={entry} />
      </Td>
      <Td className="text-meta text-muted max-lg:hidden">
        {entry.lastVisit?.outcome
          ? `${formatCalendarDay(entry.lastVisit.dueOn, now)} · ${outcomeWords[entry.lastVisit.outcome]()}`
          : m.care_never_visited()}
      </Td>
    </tr>
  );
}

function Pairs({ entry }: { entry: CareListRow }) {
  if (entry.endedAt) return null;
  if (entry.pairs.length === 0) return <span className="text-accent">{m.care_pair_none()}</span>;
  return (
    <>
      {formatList(entry.pairs.map(({ volunteer }) => volunteer?.displayName ?? m.care_nameless()))}
      {entry.comesAlone && <span className="block text-accent">{m.care_comes_alone()}</span>}
    </>
  );
}

import { CircleCheck, CircleX, Hourglass } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Route } from './+types/draw';
import { redraw, type Verdict } from '~/app/components/draws/redraw';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { Facts } from '~/app/components/ui/facts';
import { Page, Section } from '~/app/components/ui/page';
import { Table, Td, Th } from '~/app/components/ui/table';
import { cx } from '~/app/components/ui/cx';
import { api, notFound } from '~/app/graphql/api';
import { type DrawData, DrawQuery } from '~/app/graphql/draws';
import { formatMoment, formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { m } from '~/generated/messages/messages';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { task } = await api(context).query(DrawQuery, { id: params.task });
  if (!task?.draw) notFound();
  return { task, draw: task.draw };
}

export function meta({ loaderData }: Route.MetaArgs): Route.MetaDescriptors {
  return [{ title: loaderData ? `${m.draw_title()} · ${loaderData.task.need.title}` : m.draw_title() }];
}

/** `/draws/TASK`: how the places of a task are drawn, and once they were, everything to draw them again. */
export default function Draw({ loaderData: { task, draw } }: Route.ComponentProps) {
  useLive([`task:${task.id}`, `need:${task.need.id}`]);
  const zone = task.need.community.timeZone;
  return (
    <Page
      title={m.draw_title()}
      lead={
        draw.drawnAt
          ? m.draw_lead_drawn({ when: formatMoment(draw.drawnAt, zone) })
          : m.draw_lead_pending({ when: formatMoment(draw.closesAt, zone) })
      }
    >
      <div>
        <p className="text-lead font-semibold">{task.need.title}</p>
        <p>
          {task.title !== task.need.title && `${task.title} · `}
          {formatWindow(task.startsAt, task.endsAt, zone)}
        </p>
        {!draw.drawnAt && <p className="text-muted">{m.draw_entered({ count: draw.entered })}</p>}
      </div>
      {draw.mine && <Mine mine={draw.mine} />}
      {draw.drawnAt && <Order draw={draw} />}
      <Details summary={m.draw_rule()} open={!draw.drawnAt}>
        <div className="flex flex-col gap-3">
          <p>{m.draw_rule_text()}</p>
          <p>{m.draw_rule_limit()}</p>
          <Facts
            facts={[
              { term: m.draw_commitment(), value: <Hex>{draw.commitment}</Hex> },
              { term: m.draw_seed(), value: draw.seed ? <Hex>{draw.seed}</Hex> : m.draw_seed_later() },
            ]}
          />
        </div>
      </Details>
      <div>
        <LinkButton to={`/needs/${task.need.id}#task-${task.id}`}>{m.draw_to_need()}</LinkButton>
      </div>
    </Page>
  );
}

const Hex = ({ children }: { children: string }) => <code className="break-all text-meta">{children}</code>;

/** The reader's own tickets, each with its reason. */
function Mine({ mine }: { mine: NonNullable<DrawData['mine']> }) {
  const reasons = [
    { tickets: mine.loadTickets, text: m.draw_because_load() },
    { tickets: mine.newcomerTickets, text: m.draw_because_newcomer() },
    { tickets: mine.distanceTickets, text: m.draw_because_distance() },
    { tickets: mine.skillTickets, text: m.draw_because_skill() },
  ].filter(({ tickets }) => tickets > 0);
  return (
    <Section title={m.draw_yours()}>
      <Card>
        <p className="text-lead font-semibold">
          {mine.rank === null
            ? m.draw_yours_sum({ count: mine.tickets })
            : m.draw_yours_rank({ rank: mine.rank })}
        </p>
        <p>
          {m.draw_yours_number({ number: mine.number })}{' '}
          {mine.rank === null ? m.draw_yours_now() : m.draw_yours_sum({ count: mine.tickets })}
        </p>
        <ul className="mt-2 divide-y divide-rule">
          {reasons.map(({ tickets, text }) => (
            <li key={text} className="flex items-baseline justify-between gap-4 py-2">
              <span>{text}</span>
              <strong className="shrink-0 tabular-nums">{tickets}</strong>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function Order({ draw }: { draw: DrawData }) {
  return (
    <Section title={m.draw_order()}>
      <p className="text-muted">{draw.entries.length > 0 ? m.draw_order_how() : m.draw_order_none()}</p>
      {draw.entries.length > 0 && (
        <>
          <Check draw={draw} />
          <Table
            caption={m.draw_order()}
            head={
              <tr>
                <Th>{m.draw_rank()}</Th>
                <Th>{m.draw_number()}</Th>
                <Th className="text-right">{m.draw_tickets()}</Th>
              </tr>
            }
          >
            {draw.entries.map(({ rank, number, tickets }) => (
              <tr
                key={number}
                className={cx(number === draw.mine?.number && 'bg-primary-tint font-semibold')}
              >
                <Td>{rank}</Td>
                <Td>{number}</Td>
                <Td numeric>{tickets}</Td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Section>
  );
}

const verdictWords: Record<Verdict, () => string> = {
  good: m.draw_check_good,
  other_order: m.draw_check_bad,
  other_seed: m.draw_check_seed_bad,
  not_here: m.draw_check_not_here,
};

/** Draws the lots again on the reader's device, by itself, and says what came of it. */
function Check({ draw: { commitment, seed, entries } }: { draw: DrawData }) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  useEffect(() => {
    let isHere = true;
    if (seed)
      void redraw({ commitment, seed, entries }).then((found) => {
        if (isHere) setVerdict(found);
      });
    return () => {
      isHere = false;
    };
  }, [commitment, seed, entries]);
  if (verdict === null)
    return (
      <p className="flex items-center gap-2">
        <Hourglass aria-hidden className="size-5 shrink-0 text-muted" />
        <span className="[@media(scripting:none)]:hidden">{m.draw_check_running()}</span>
        <noscript>{m.draw_check_no_script()}</noscript>
      </p>
    );
  if (verdict === 'good' || verdict === 'not_here')
    return (
      <p role="status" className="flex items-start gap-2">
        {verdict === 'good' ? (
          <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-primary" />
        ) : (
          <CircleX aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
        )}
        {verdictWords[verdict]()}
      </p>
    );
  return <Banner tone="danger" urgent title={verdictWords[verdict]()} />;
}

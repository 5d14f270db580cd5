import { HistoryList } from '~/app/components/organisation/history-list';
import { Section } from '~/app/components/ui/page';
import type { Act } from '~/app/graphql/proxies';
import { m } from '~/generated/messages/messages';

/** What was done in somebody's name, with who did it. */
export function ActsList({ acts, zone }: { acts: readonly Act[]; zone: string }) {
  return (
    <Section title={m.proxies_acts()}>
      {acts.length === 0 ? (
        <p className="text-muted">{m.proxies_acts_none()}</p>
      ) : (
        <HistoryList entries={acts} zone={zone} />
      )}
    </Section>
  );
}

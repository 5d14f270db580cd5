import type { ReactNode } from 'react';
import { kindWords, scopeList, stateWords } from './words';
import { Badge } from '~/app/components/ui/badge';
import type { Proxy } from '~/app/graphql/proxies';
import { formatDate } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

interface ProxyItemProps {
  proxy: Proxy;
  /** Whom the line is about: whoever acts, or whom they act for. */
  name: string;
  zone: string;
  /** Who wrote it down and who confirmed it, for the committee. */
  withOfficers?: boolean;
  children?: ReactNode;
}

/** One who acts for another: who, for what, until when, and what can be done about it. */
export function ProxyItem({ proxy, name, zone, withOfficers, children }: ProxyItemProps) {
  return (
    <li className="flex flex-col gap-2 rounded-card border border-rule bg-surface px-4 py-3">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-lead font-semibold">{name}</span>
        <Badge tone={proxy.state === 'taken_up' ? 'primary' : 'neutral'}>{stateWords[proxy.state]()}</Badge>
      </p>
      <p>{m.proxies_may({ kind: kindWords[proxy.kind](), scope: scopeList(proxy.scope) })}</p>
      <p className="text-meta text-muted">
        {[
          proxy.endsAt && m.proxies_until({ day: formatDate(proxy.endsAt, zone) }),
          withOfficers && officerWords(proxy),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {children}
    </li>
  );
}

function officerWords({ confirmedByPerson, firstOfficerName, secondOfficerName }: Proxy): string {
  if (confirmedByPerson)
    return firstOfficerName ? m.proxies_by_word({ officer: firstOfficerName }) : m.proxies_by_themselves();
  return secondOfficerName
    ? m.proxies_by_two({ first: firstOfficerName ?? '', second: secondOfficerName })
    : m.proxies_by_one({ first: firstOfficerName ?? '' });
}

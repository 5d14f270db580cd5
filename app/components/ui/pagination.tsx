import { ChevronRight, ChevronsLeft } from 'lucide-react';
import { useLocation, useSearchParams } from 'react-router';
import { m } from '~/generated/messages/messages';
import { LinkButton } from './button';

interface PaginationProps {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  /** The address parameter that carries the cursor. */
  parameter?: string;
}

/** Walks a Relay connection forward by its cursor, and back to the start; plain links, so each page has an address. */
export function Pagination({ pageInfo, parameter = 'after' }: PaginationProps) {
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const isFirst = !search.has(parameter);
  if (isFirst && !pageInfo.hasNextPage) return null;
  return (
    <nav aria-label={m.common_pages()} className="screen-only flex flex-wrap justify-between gap-3">
      {isFirst ? (
        <span />
      ) : (
        <LinkButton to={`${pathname}${withCursor(search, parameter, null)}`} icon={ChevronsLeft}>
          {m.common_first_page()}
        </LinkButton>
      )}
      {pageInfo.hasNextPage && pageInfo.endCursor && (
        <LinkButton
          to={`${pathname}${withCursor(search, parameter, pageInfo.endCursor)}`}
          icon={ChevronRight}
        >
          {m.common_next_page()}
        </LinkButton>
      )}
    </nav>
  );
}

function withCursor(search: URLSearchParams, parameter: string, cursor: string | null): string {
  const next = new URLSearchParams(search);
  if (cursor === null) next.delete(parameter);
  else next.set(parameter, cursor);
  return next.size > 0 ? `?${next}` : '';
}

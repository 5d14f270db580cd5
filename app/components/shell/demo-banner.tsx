import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { useRootData } from '~/app/root-data';

/** In demo mode every page says so, and by how much the dates were moved. */
export function DemoBanner() {
  const root = useRootData();
  if (!root?.installation.demo) return null;
  const weeks = root.installation.demoWeeksMoved ?? 0;
  return (
    <aside
      aria-label={m.common_demo_label()}
      className="screen-only border-b border-rule bg-caution-tint px-4 py-1.5 text-center text-meta text-ink"
    >
      <strong className="text-caution">{m.common_demo_label()}</strong>{' '}
      {weeks > 0 ? m.common_demo_moved({ count: weeks }) : m.common_demo_plain()}
      {!root.viewer && (
        <>
          {' '}
          <Link to="/sign-in" className="whitespace-nowrap font-semibold">
            {m.common_demo_sign_in()}
          </Link>
        </>
      )}
    </aside>
  );
}

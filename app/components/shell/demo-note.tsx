import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { useRootData } from '~/app/root-data';

/** In demo mode every page says so, and by how much the dates were moved. */
export function DemoNote() {
  const root = useRootData();
  if (!root?.installation.demo) return null;
  const weeks = root.installation.demoWeeksMoved ?? 0;
  return (
    <aside aria-label={m.common_demo_label()} className="shell-demo text-meta text-muted">
      <strong className="mr-1 rounded-full bg-caution-tint px-2 py-0.5 text-caution">
        {m.common_demo_label()}
      </strong>{' '}
      {weeks > 0 ? m.common_demo_moved({ count: weeks }) : m.common_demo_plain()}
      {!root.viewer && (
        <>
          {' '}
          <Link to="/sign-in" className="font-semibold whitespace-nowrap">
            {m.common_demo_sign_in()}
          </Link>
        </>
      )}
    </aside>
  );
}

import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';

/** What everyone may ask of a public service. */
export function Footer() {
  return (
    <footer className="screen-only mt-12 border-t border-rule">
      <div className="mx-auto flex max-w-page flex-wrap gap-x-6 gap-y-1 px-4 py-4 text-meta text-muted">
        <span className="flex min-h-target items-center">{m.common_tagline()}</span>
        {links().map((link) => (
          <Link key={link.to} to={link.to} className="flex min-h-target items-center text-muted">
            {link.label}
          </Link>
        ))}
      </div>
    </footer>
  );
}

function links() {
  return [
    { to: '/about', label: m.common_footer_about() },
    { to: '/privacy', label: m.common_footer_privacy() },
    { to: '/verify', label: m.common_footer_verify() },
    { to: '/register', label: m.common_footer_register() },
  ];
}

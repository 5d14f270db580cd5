import { Link } from 'react-router';
import { useRootData } from '~/app/root-data';
import { m } from '~/generated/messages/messages';

/** A street of houses under every page, and what everyone may ask of a public service. */
export function Footer() {
  const isSetUp = !useRootData()?.installation.needsSetup;
  return (
    <footer className="shell-footer screen-only">
      <div aria-hidden className="shell-street" />
      <div>
        <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-2 px-2 py-3">
          <p className="mr-auto px-2 py-2 font-semibold text-primary">{m.common_tagline()}</p>
          {isSetUp && (
            <ul className="flex flex-wrap">
              {links().map((link) => (
                <li key={link.to}>
                  <Link to={link.to} className="shell-link text-meta text-muted">
                    {link.label}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </footer>
  );
}

function links() {
  return [
    { to: '/about', label: m.common_footer_about() },
    { to: '/privacy', label: m.common_footer_privacy() },
    { to: '/ask', label: m.ask_title() },
    { to: '/follow', label: m.common_footer_follow() },
    { to: '/figures', label: m.figures_footer() },
    { to: '/verify', label: m.common_footer_verify() },
    { to: '/register', label: m.common_footer_register() },
  ];
}

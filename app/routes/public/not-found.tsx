import { notFound } from '~/app/graphql/api';

/** Any address that is no page. */
export function loader() {
  notFound();
}

export default function NotFound() {
  return null;
}

import type { Route } from './+types/districts';
import { OutlinesQuery } from '~/app/graphql/board-query';
import { api } from '~/app/graphql/api';

/** `/districts.geojson`: the outlines the map draws, asked for once and kept by the browser for a day. */
export async function loader({ context }: Route.LoaderArgs) {
  const { communities } = await api(context).query(OutlinesQuery);
  const features = communities
    .filter((community) => community.boundary !== null)
    .map(({ name, level, boundary }) => ({
      type: 'Feature',
      properties: { name, level },
      geometry: boundary,
    }));
  return Response.json(
    { type: 'FeatureCollection', features },
    { headers: { 'Content-Type': 'application/geo+json', 'Cache-Control': 'public, max-age=86400' } },
  );
}

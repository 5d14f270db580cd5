import type { Pool } from 'pg';

/** A city of 60 communities, 200 units, 12 categories and so many open needs of two tasks each, the same every time. */
export async function seedBoard(pool: Pool, needs: number): Promise<void> {
  await pool.query(`
    SELECT setseed(0.42);
    INSERT INTO "Community" (id, level, slug, name, "timeZone", latitude, longitude)
      VALUES ('00000000-0000-7000-8000-000000000001', 'city', 'city', 'City', 'America/New_York', 40.7, -74);
    INSERT INTO "Community" (id, "parentId", level, slug, name, latitude, longitude)
      SELECT ('00000000-0000-7000-8001-' || lpad(i::text, 12, '0'))::uuid, '00000000-0000-7000-8000-000000000001',
        'community', 'community-' || i, 'Community ' || i, 40.7, -74 FROM generate_series(1, 60) i;
    INSERT INTO "CommunityAncestor" ("communityId", "ancestorId", depth)
      SELECT id, id, 0 FROM "Community" UNION ALL SELECT id, "parentId", 1 FROM "Community" WHERE "parentId" IS NOT NULL;
    INSERT INTO "Organisation" (id, kind, name, status, "communityId", description)
      SELECT ('00000000-0000-7000-8002-' || lpad(i::text, 12, '0'))::uuid, 'social_organisation', 'Organisation ' || i,
        'verified', '00000000-0000-7000-8000-000000000001', repeat('What we do. ', 10) FROM generate_series(1, 200) i;
    INSERT INTO "Category" (id, key, "nameEn", "nameZh", mark, source)
      SELECT ('00000000-0000-7000-8003-' || lpad(i::text, 12, '0'))::uuid, 'category-' || i, 'Category ' || i, '类别' || i,
        'food', 'bench' FROM generate_series(1, 12) i;`);
  await pool.query(
    `INSERT INTO "Need" (id, number, kind, status, "communityId", "organisationId", "categoryId", title, summary, "placeKind",
       "placeName", urgency, latitude, longitude, "startsAt", "endsAt", places, "placesTaken", "publishedAt", "updatedAt", "searchWords")
     SELECT ('00000000-0000-7000-8004-' || lpad(i::text, 12, '0'))::uuid, 'bench-' || i, 'activity', 'open',
       ('00000000-0000-7000-8001-' || lpad((1 + i % 60)::text, 12, '0'))::uuid,
       ('00000000-0000-7000-8002-' || lpad((1 + i % 200)::text, 12, '0'))::uuid,
       ('00000000-0000-7000-8003-' || lpad((1 + i % 12)::text, 12, '0'))::uuid,
       'Serve lunch to neighbours, week ' || i, repeat('Warm meals, good company and a hand with the dishes. ', 6), 'public',
       'Community hall ' || i % 60, (ARRAY['normal', 'soon', 'urgent'])[1 + i % 3]::"Urgency",
       40.5 + random() / 2, -74.2 + random() / 2,
       now() + i * interval '7 minutes', now() + i * interval '7 minutes' + interval '2 hours', 8, i % 9, now(), now(), 'serve lunch neighbour'
     FROM generate_series(1, $1) i`,
    [needs],
  );
  await pool.query(`
    INSERT INTO "Task" (id, "needId", title, "startsAt", "endsAt", "minimumPlaces", "maximumPlaces", "takenPlaces", "isOpen", "checkInSecret")
      SELECT gen_random_uuid(), n.id, 'Serving', n."startsAt", n."endsAt", 2, 4, n."placesTaken" / 2, true, '\\x00'
      FROM "Need" n, generate_series(1, 2);
    ANALYZE;`);
}

-- Written by hand from here on.

-- The words that needs are found by, each once, so that a misspelt one leads to what was meant. The pieces of Chinese are
-- shorter than four characters and have no spelling to miss. What stands in private homes teaches no words.
CREATE TABLE "SearchWord" (word text COLLATE "C" PRIMARY KEY);
CREATE INDEX search_word_trigrams ON "SearchWord" USING gin (word gin_trgm_ops);

-- In the order of the words, so that two writers who learn the same ones wait for each other in one direction only.
CREATE FUNCTION learn_search_words(texts text[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "SearchWord" (word)
  SELECT DISTINCT found.word COLLATE "C"
  FROM unnest(texts) AS given (words), string_to_table(given.words, ' ') AS found (word)
  WHERE char_length(found.word) BETWEEN 4 AND 40
    AND NOT EXISTS (SELECT FROM "SearchWord" known WHERE known.word = found.word)
  ORDER BY 1
  ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION learn_from_new_needs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM learn_search_words(
    ARRAY(SELECT "searchWords" FROM added WHERE "placeKind" <> 'private_home'));
  RETURN NULL;
END;
$$;
CREATE TRIGGER need_words_learnt AFTER INSERT ON "Need"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION learn_from_new_needs();

CREATE FUNCTION learn_from_changed_need() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM learn_search_words(ARRAY[NEW."searchWords"]);
  RETURN NULL;
END;
$$;
CREATE TRIGGER need_words_learnt_again AFTER UPDATE OF "searchWords", "placeKind" ON "Need" FOR EACH ROW
  WHEN (NEW."placeKind" <> 'private_home') EXECUTE FUNCTION learn_from_changed_need();

-- The question as it was probably meant: each word that begins no known one gives way to the known ones most like it. Null
-- when there is nothing to mend. "rest" is the part of the question that is taken as it stands, in the form of a tsquery.
CREATE FUNCTION mended_search(rest text, words text[]) RETURNS tsquery LANGUAGE sql STABLE AS $$
  WITH asked AS (
    SELECT asked.word, EXISTS (
      SELECT FROM "SearchWord" known
      WHERE known.word >= asked.word COLLATE "C" AND known.word < (asked.word || chr(1114111)) COLLATE "C") AS known
    FROM unnest(words) AS asked (word)
  ), mended AS (
    SELECT quote_literal(asked.word) || ':*' AS term, false AS changed FROM asked WHERE asked.known
    UNION ALL
    SELECT '(' || alike.terms || ')', true
    FROM asked CROSS JOIN LATERAL (
      SELECT string_agg(quote_literal(best.word) || ':*', ' | ') AS terms FROM (
        SELECT near.word FROM "SearchWord" near
        WHERE near.word % asked.word AND abs(char_length(near.word) - char_length(asked.word)) <= 2
        ORDER BY similarity(near.word, asked.word) DESC FETCH FIRST 1 ROW WITH TIES
      ) best
    ) alike
    WHERE NOT asked.known
  )
  SELECT CASE WHEN bool_or(changed) AND bool_and(term IS NOT NULL) THEN
    concat_ws(' & ', nullif(rest, ''), string_agg(term, ' & '))::tsquery
  END FROM mended
$$;

SELECT learn_search_words(ARRAY(SELECT "searchWords" FROM "Need" WHERE "placeKind" <> 'private_home'));

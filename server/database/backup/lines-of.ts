/**
 * The lines of a file as it streams in, ended by "\n" and by nothing else. Node's own reader of lines also ends one at the
 * separators U+2028 and U+2029 (from Node 24), which people paste into names and which JSON leaves as they are.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  // A character, and a line, may reach over several chunks: bytes are joined before they become text.
  let open: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      yield Buffer.concat([...open, chunk.subarray(from, end)]).toString('utf8');
      open = [];
      from = end + 1;
    }
    if (from < chunk.length) open.push(chunk.subarray(from));
  }
  if (open.length > 0) yield Buffer.concat(open).toString('utf8');
}

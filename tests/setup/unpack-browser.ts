import bundled from '@sparticuz/chromium';

/**
 * Before the first browser test: the Chromium that comes from npm is unpacked, once. Test files that each found it half
 * unpacked would start a file that is still being written.
 */
export default async function setUp(): Promise<void> {
  if (!process.env.LINLI_CHROMIUM) await bundled.executablePath();
}

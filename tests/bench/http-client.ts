import { connect, type Socket } from 'node:net';

/**
 * One kept connection that posts JSON to /graphql and waits for each answer: as little HTTP as a load generator needs, so that what
 * it costs does not stand in for what the server costs. Answers name their length, as every answer of these servers does.
 */
export class BenchClient {
  private readonly socket: Socket;
  private received: Buffer[] = [];
  private size = 0;
  private missing = -1;
  private settle: { resolve(body: Buffer): void; reject(error: Error): void } | null = null;

  constructor(private readonly port: number) {
    this.socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.socket.on('data', (chunk: Buffer) => this.receive(chunk));
    this.socket.on('error', (error) => this.settle?.reject(error));
    this.socket.on('close', () => this.settle?.reject(new Error('The server closed the connection')));
  }

  /** The body of the answer to one request. */
  post(body: string, cookie?: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.socket.write(
        `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\nContent-Type: application/json\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n${cookie ? `Cookie: ${cookie}\r\n` : ''}\r\n${body}`,
      );
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.received.push(chunk);
    this.size += chunk.length;
    if (this.missing < 0) {
      const all = this.received.length === 1 ? chunk : Buffer.concat(this.received);
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = /content-length: (\d+)/i.exec(all.toString('latin1', 0, end))?.[1];
      if (length === undefined) return this.settle?.reject(new Error('An answer without a length'));
      this.received = [all.subarray(end + 4)];
      this.size = all.length - end - 4;
      this.missing = Number(length);
    }
    if (this.size < this.missing) return;
    const body = this.received.length === 1 ? this.received[0] : Buffer.concat(this.received);
    this.received = [];
    this.size = 0;
    this.missing = -1;
    this.settle?.resolve(body ?? Buffer.alloc(0));
  }
}

import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** A piece of a file's text, and how much of the file it took so far. */
export interface TextPiece {
  readonly text: string;
  readonly bytesRead: number;
}

/** The text of a file, piece by piece; `.gz` files are unpacked on the way. Bytes that are no UTF-8 become U+FFFD. */
export async function* readText(path: string): AsyncGenerator<TextPiece> {
  const file = createReadStream(path);
  const decoder = new TextDecoder();
  const bytes = path.toLowerCase().endsWith('.gz') ? unpacked(file) : file;
  try {
    for await (const piece of bytes) yield { text: decoder.decode(piece as Uint8Array, { stream: true }), bytesRead: file.bytesRead };
    yield { text: decoder.decode(), bytesRead: file.bytesRead };
  } finally {
    bytes.destroy();
    file.destroy();
  }
}

function unpacked(file: ReturnType<typeof createReadStream>): ReturnType<typeof createGunzip> {
  const unzip = createGunzip();
  // A file that cannot be read ends the unpacking with its own error.
  file.on('error', (problem) => unzip.destroy(problem));
  return file.pipe(unzip);
}

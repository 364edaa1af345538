import type { App } from '@supabase/lite';
import type { LiteConnection } from './lite-connection.ts';

type Adapter = NonNullable<App['_storageAdapter']>;
type Body = Parameters<Adapter['uploadObject']>[3];

/** What an object may have at most, whatever its bucket says: it is held in memory whole. */
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Where the bytes of Supabase Storage's objects lie here: in the database, in a table that only the API reads, so that a backup has
 * them, going back brings them back and a reset leaves none. Hosted Supabase keeps them elsewhere.
 */
export class StoredFiles implements Adapter {
  readonly driver = null;
  private readonly connection: LiteConnection;

  constructor(connection: LiteConnection) {
    this.connection = connection;
  }

  private get files() {
    return this.connection.kysely.withSchema('stored_files');
  }

  async uploadObject(...[bucket, key, , body, type, cacheControl]: Parameters<Adapter['uploadObject']>) {
    const bytes = await readWhole(body);
    await this.files
      .insertInto('file')
      .values({ bucket_id: bucket, name: key, bytes, type, cache_control: cacheControl })
      .onConflict((conflict) => conflict.columns(['bucket_id', 'name']).doNothing())
      .execute();
    const { body: kept, metadata } = await this.read(bucket, key);
    // Storage asked whether it is there, and heard nothing of one that arrives at the same time.
    if (!kept?.equals(bytes)) throw new Error('Another object has this name, and none is written over here.');
    return metadata;
  }

  async getObject(bucket: string, key: string) {
    const { metadata, body } = await this.read(bucket, key);
    return { metadata, body, httpStatusCode: 200 };
  }

  async headObject(bucket: string, key: string) {
    return (await this.read(bucket, key)).metadata;
  }

  async deleteObject(bucket: string, key: string) {
    await this.deleteObjects(bucket, [key]);
  }

  async deleteObjects(bucket: string, keys: string[]) {
    await this.files.deleteFrom('file').where('bucket_id', '=', bucket).where('name', 'in', keys).execute();
  }

  async copyObject(): Promise<never> {
    throw new Error('Copies are not offered here.');
  }

  async privateAssetUrl(): Promise<never> {
    throw new Error('Addresses of files are not offered here.');
  }

  private async read(bucket: string, key: string) {
    const row = await this.files
      .selectFrom('file')
      .selectAll()
      .where('bucket_id', '=', bucket)
      .where('name', '=', key)
      .executeTakeFirst();
    const body: Buffer | undefined = row?.bytes;
    const size = body?.byteLength ?? 0;
    const metadata = {
      cacheControl: String(row?.cache_control ?? 'no-cache'),
      contentLength: size,
      size,
      mimetype: String(row?.type ?? 'application/octet-stream'),
      lastModified: row ? new Date(row.stored_at) : undefined,
      eTag: '',
    };
    return { metadata, body };
  }
}

async function readWhole(body: Body): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body as ReadableStream<Uint8Array>) {
    size += part.byteLength;
    if (size > MAX_BYTES) throw new Error('The object is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
